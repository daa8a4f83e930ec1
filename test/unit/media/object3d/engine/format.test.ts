import { expect, it } from 'vitest';
import { formatOf, hasVertices } from '../../../../../src/media/object3d/engine/format';

it('knows binary files by how they begin, and by their size', async () => {
  expect(await formatOf(new Blob(['glTF', new Uint8Array(16)]))).toBe('glb');
  const stl = new Uint8Array(84 + 50);
  stl[80] = 1;
  expect(await formatOf(new Blob([stl]))).toBe('stl');
  expect(await formatOf(new Blob([stl.slice(1)]))).toBeUndefined();
});

it.each(['solid rock', '{"a":1}', '[1,2]', 'ply\n', ''])('knows nothing of %j', async (text) =>
  expect(await formatOf(new Blob([text]))).toBeUndefined(),
);

it('finds the vertices of an obj', () => {
  expect(hasVertices('# x\n  v -1 0 0')).toBe(true);
  expect(hasVertices('vn 0 0 1\nvt 0 0\ncv 1 2')).toBe(false);
});

import { expect, it } from 'vitest';
import { encodeObjects3D } from '../../../../../src/media/object3d/engine/encode';

it('makes one value of a list, as W&B does, and leaves out what it cannot read', async () => {
  const failures: unknown[] = [];
  const encoded = await encodeObjects3D(
    {
      kind: 'object3D',
      key: 'a/b',
      step: 1,
      many: true,
      items: [
        { source: { points: Float32Array.of(1, 2, 3), columns: 3, scene: undefined }, format: undefined, caption: '1' },
        { source: new Blob(['<html>']), format: undefined, caption: undefined },
        { source: new Blob(['v 0 0 0']), format: 'obj', caption: undefined },
      ],
    },
    (error) => failures.push(error),
  );
  expect(failures).toHaveLength(1);
  const [points, obj] = encoded!.files.map(({ path }) => path);
  expect(JSON.parse(encoded!.json)).toMatchObject({
    _type: 'object3D',
    count: 2,
    filenames: [points!.replace('media/object3D/', ''), obj!.replace('media/object3D/', '')],
    objects: [{ _type: 'object3D-file', path: points, caption: '1' }, { path: obj }],
  });
  expect(points).toMatch(/^media\/object3D\/a\/b_1_[0-9a-f]{20}\.pts\.json$/);
});

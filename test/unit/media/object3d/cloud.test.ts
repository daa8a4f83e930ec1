import { expect, it } from 'vitest';
import { takeCloud } from '../../../../src/media/object3d/cloud';

it('copies points, boxes and vectors before it returns', async () => {
  const points = Float32Array.of(1, 2, 3);
  const vector = { start: [0, 0, 0] as [number, number, number], end: [1, 1, 1] as [number, number, number] };
  const taking = takeCloud({ points, vectors: [vector] }, undefined);
  points.fill(0);
  vector.end[0] = 9;
  expect(await taking).toEqual({
    points: Float32Array.of(1, 2, 3),
    columns: 3,
    scene: { boxes: [], vectors: [{ start: [0, 0, 0], end: [1, 1, 1] }] },
  });
});

it.each([
  [{ points: [[0, 0, 0]], boxes: 5 }, 'boxes must be an array'],
  [{ points: [[0, 0, 0]], vectors: [5] }, 'the start of vector 0 must be three finite numbers'],
  [{ points: 5 }, 'its points must be'],
])('refuses %j', async (source, said) => {
  await expect(takeCloud(source as never, undefined)).rejects.toThrow(said);
});

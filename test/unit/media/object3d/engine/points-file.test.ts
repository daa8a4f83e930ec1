import { expect, it } from 'vitest';
import { writePoints } from '../../../../../src/media/object3d/engine/points-file';

it('writes more points than a piece holds, each once', async () => {
  const points = Float64Array.from({ length: 25_000 * 3 }, (_, i) => i);
  points[20_000 * 3] = NaN;
  const { blob, count, left } = writePoints({ points, columns: 3, scene: undefined });
  expect({ count, left }).toEqual({ count: 24_999, left: 1 });
  const read = JSON.parse(await blob.text()) as number[][];
  const kept = Array.from({ length: 25_000 }, (_, at) => at).filter((at) => at !== 20_000);
  expect(read).toEqual(kept.map((at) => [at * 3, at * 3 + 1, at * 3 + 2]));
});

it('writes JSON where a whole piece is left out', async () => {
  const points = new Float32Array(20_001 * 3).fill(NaN, 0, 10_000 * 3);
  const { blob } = writePoints({ points, columns: 3, scene: { boxes: [], vectors: [] } });
  const { points: read } = JSON.parse(await blob.text()) as { points: number[][] };
  expect(read).toHaveLength(10_001);
});

import { expect, it } from 'vitest';
import { toBytes } from '../../../../src/media/video/bytes';
import type { Place } from '../../../../src/values/index';

function place() {
  const dropped: unknown[][] = [];
  return { dropped, place: { key: 'k', drop: (...what: unknown[]) => dropped.push(what) } as unknown as Place };
}

it('keeps bytes, and scales what else there is, over many turns', async () => {
  const { place: at, dropped } = place();
  expect([...(await toBytes(Uint8Array.of(1, 255), 1, 'it', at))]).toEqual([1, 255]);
  const bytes = await toBytes(new Float32Array(450_000).fill(0.5), 255, 'it', at);
  expect([bytes.length, bytes[0], bytes.at(-1)]).toEqual([450_000, 128, 128]);
  expect(dropped).toEqual([]);
});

it('says once what it cut off', async () => {
  const { place: at, dropped } = place();
  expect([...(await toBytes(Float64Array.of(-1, 2, NaN), 255, 'a clip', at))]).toEqual([0, 255, 0]);
  expect(dropped).toEqual([
    ['clipped-image', 'k', expect.stringContaining('the pixels of a clip must be 0 to 1, not -1 to 2 and NaN. Scale')],
  ]);
});

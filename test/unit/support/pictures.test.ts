import { encode } from 'fast-png';
import { expect, it } from 'vitest';
import { fromP3, HALF, OPAQUE, type Quarters } from '../../support/pictures/colours';
import { decodePng, farthest, farthestSeen } from '../../support/pictures/stored';

function png(quarters: Quarters, channels: 3 | 4 = 4): Uint8Array {
  const data = Uint8Array.from({ length: 16 * channels }, (_, i) => {
    const pixel = Math.floor(i / channels);
    return quarters[(pixel % 4 < 2 ? 0 : 1) + (pixel < 8 ? 0 : 2)]![i % channels]!;
  });
  return encode({ data, width: 4, height: 4, channels });
}

const moved = (quarters: Quarters, square: number, channel: number, by: number): Quarters =>
  quarters.map((colour, i) => (i === square ? colour.with(channel, colour[channel]! + by) : colour)) as Quarters;

it('a PNG is decoded, with and without alpha, and compared pixel by pixel', () => {
  expect(farthest(decodePng(png(HALF)), HALF)).toBe(0);
  expect(farthest(decodePng(png(OPAQUE, 3)), OPAQUE)).toBe(0);
});

it.each([
  [0, 0, -3],
  [1, 3, 7],
  [2, 2, 1],
  [3, 3, 1],
])('one value that is off is found: square %i, channel %i, by %i', (square, channel, by) => {
  expect(farthest(decodePng(png(moved(HALF, square, channel, by))), HALF)).toBe(Math.abs(by));
});

it('what is fully transparent has no colour', () => {
  expect(farthest(decodePng(png(moved(HALF, 3, 0, 99))), HALF)).toBe(0);
});

it('as they are seen on black, colours count by their alpha', () => {
  expect(farthestSeen(decodePng(png(moved(HALF, 1, 0, 10))), HALF)).toBeCloseTo((10 * 128) / 255);
  expect(farthestSeen(decodePng(png(moved(HALF, 3, 3, 99))), HALF)).toBe(0);
});

// As CSS Color 4 converts them.
it.each([
  [
    [200, 100, 50, 255],
    [215, 93, 31, 255],
  ],
  [
    [255, 255, 255, 3],
    [255, 255, 255, 3],
  ],
  [
    [255, 0, 0, 255],
    [255, 0, 0, 255],
  ],
] as const)('display-p3 %j is sRGB %j', (p3, srgb) => expect(fromP3([...p3])).toEqual(srgb));

import { expect, it } from 'vitest';
import { picturesOf, rgbaOf } from '../../../../../src/media/video/engine/pictures';
import { picture } from './imitated-canvas';

// Two frames of two pixels.
const sizes = { count: 2, height: 1, width: 2 };

it.each([
  ['thwc', 3, [0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6], [1, 2, 3, 255, 4, 5, 6, 255]],
  ['tchw', 3, [0, 0, 0, 0, 0, 0, 1, 4, 2, 5, 3, 6], [1, 2, 3, 255, 4, 5, 6, 255]],
  ['thwc', 4, [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8]],
  ['tchw', 1, [0, 0, 7, 8], [7, 7, 7, 255, 8, 8, 8, 255]],
] as const)('the second frame of %s with %d channels', (layout, channels, bytes, rgba) => {
  expect([...rgbaOf({ ...sizes, layout, channels, bytes: Uint8Array.from(bytes) }, 1)]).toEqual(rgba);
});

it('closes the frames that nobody took', async () => {
  const frames = [picture(1, 1), picture(1, 1), picture(1, 1)];
  for await (const frame of picturesOf({ frames })) {
    expect(frame).toBe(frames[0]);
    break;
  }
  expect(frames.map(({ isClosed }) => isClosed)).toEqual([false, true, true]);
});

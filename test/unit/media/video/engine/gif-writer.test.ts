import { expect, it } from 'vitest';
import type { FrameCanvas } from '../../../../../src/media/video/engine/canvas';
import { GifWriter } from '../../../../../src/media/video/engine/gif-writer';

const frames = { canvas: { width: 2, height: 1 }, read: () => new Uint8ClampedArray(8).fill(255) };

it.each([
  [30, [3, 4, 3]],
  [4, [25, 25, 25]],
  [100, [2, 2, 2]],
])('shows %d frames a second for %j hundredths of a second', async (fps, expected) => {
  const writer = new GifWriter();
  for (let i = 0; i < 3; i++) await writer.add(frames as unknown as FrameCanvas, i / fps, (i + 1) / fps);
  const blob = await writer.finish();
  const text = Buffer.from(await blob.arrayBuffer()).toString('latin1');
  expect([blob.type, text.slice(0, 6)]).toEqual(['image/gif', 'GIF89a']);
  expect([...text.matchAll(/\x21\xf9\x04.([^])([^])/g)].map(([, low]) => low!.charCodeAt(0))).toEqual(expected);
});

import { beforeEach, expect, it, vi } from 'vitest';
import { writeClip, type FramesItem } from '../../../../../src/media/video/engine/write-clip';
import { ImitatedCanvas, picture } from './imitated-canvas';

beforeEach(() => {
  vi.stubGlobal('OffscreenCanvas', ImitatedCanvas);
  return () => vi.unstubAllGlobals();
});

const item = (frames: ImageBitmap[]): FramesItem => ({
  clip: { frames },
  caption: undefined,
  fps: 10,
  format: 'mp4',
  width: undefined,
  height: undefined,
});

it('writes a GIF where there is no encoder, and closes all frames', async () => {
  const frames = [picture(5, 3), picture(5, 3)];
  const { blob, width, height } = await writeClip(item(frames));
  expect([blob.type, width, height]).toEqual(['image/gif', 5, 3]);
  expect(frames.every(({ isClosed }) => isClosed)).toBe(true);
});

it('closes all frames when one is refused', async () => {
  const frames = [picture(5, 3), picture(5, 4), picture(5, 3)];
  await expect(writeClip(item(frames))).rejects.toThrow('frame 1 is 5 × 4');
  expect(frames.every(({ isClosed }) => isClosed)).toBe(true);
});

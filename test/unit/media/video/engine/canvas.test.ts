import { beforeEach, expect, it, vi } from 'vitest';
import { FrameCanvas } from '../../../../../src/media/video/engine/canvas';
import { ImitatedCanvas, picture } from './imitated-canvas';

beforeEach(() => {
  vi.stubGlobal('OffscreenCanvas', ImitatedCanvas);
  ImitatedCanvas.drawn.length = 0;
  return () => vi.unstubAllGlobals();
});

it.each([
  [{}, false, [31, 17]],
  [{}, true, [32, 18]],
  [{ width: 62 }, false, [62, 34]],
  [{ height: 34 }, false, [62, 34]],
  [{ width: 5, height: 9 }, true, [6, 10]],
])('of frames of 31 × 17, asked for %j, even: %s, is %j', (asked, isEven, size) => {
  const { canvas } = new FrameCanvas({ width: 31, height: 17 }, asked, isEven);
  expect([canvas.width, canvas.height]).toEqual(size);
});

it('repeats the last column and row where it is larger than a frame', () => {
  new FrameCanvas({ width: 31, height: 17 }, {}, true).draw(picture(31, 17));
  expect(ImitatedCanvas.drawn).toEqual([
    [0, 0, 32, 18],
    [0, 0, 31, 17],
  ]);
});

it('closes each frame, also one of another size, which it refuses', () => {
  const frames = new FrameCanvas({ width: 4, height: 4 }, {}, false);
  const [good, bad] = [picture(4, 4), picture(4, 5)];
  frames.draw(good);
  expect(() => frames.draw(bad)).toThrow('frame 1 is 4 × 5, and the first is 4 × 4');
  expect([good.isClosed, bad.isClosed]).toEqual([true, true]);
});

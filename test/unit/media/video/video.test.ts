import { expect, it } from 'vitest';
import { Video, type VideoOptions } from '../../../../src/media/video/video';
import { encode } from '../../../../src/values/index';
import { placeFor, settled } from '../../values/place';

it('is a file of its Blob, with what is said of it', async () => {
  const value = new Video(new Blob(['GIF89a']), { caption: 'c', width: 4, height: 2 });
  const [part] = (await settled(encode(value, placeFor()))) as unknown as [{ kind: string; items: [{ json: string }] }];
  expect(part.kind).toBe('encoded');
  expect(JSON.parse(part.items[0].json)).toMatchObject({ _type: 'video-file', caption: 'c', width: 4, height: 2 });
});

it.each([
  [{ fps: 0 }, /fps must be a number above 0 and at most 240, not 0/],
  [{ fps: Infinity }, /fps must be/],
  [{ format: 'avi' }, /format must be one of "webm", "mp4", "gif"/],
  [{ layout: 'hwc' }, /layout must be one of "thwc", "tchw"/],
  [{ width: 0 }, /width must be a whole number of pixels/],
  [{ height: 1.5 }, /height must be a whole number of pixels/],
  [{ caption: 5 }, /caption must be a string, not 5/],
  [{ frames: 5 }, /has no option frames/],
])('the options %j are refused', (options, sentence) =>
  expect(() => new Video([], options as VideoOptions)).toThrow(sentence),
);

it.each([null, undefined, 5, 'clip.mp4', {}])('is not made of %j', (source) =>
  expect(() => new Video(source as never)).toThrow(
    /The source of a Video must be a Blob of a video, a list of frames, a tensor or \{ data, shape \}/,
  ),
);

it('is not made of a stream, which can be recorded', () => {
  const stream = { [Symbol.toStringTag]: 'MediaStream' };
  expect(() => new Video(stream as never)).toThrow(/not a MediaStream: record it with a MediaRecorder/);
});

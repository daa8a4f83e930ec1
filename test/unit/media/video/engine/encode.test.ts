import { expect, it } from 'vitest';
import { encodeVideos } from '../../../../../src/media/video/engine/encode';
import type { VideoItem } from '../../../../../src/media/video/item';

const part = { kind: 'video', key: 'val/clip', step: 3, many: true };
const item = (text: string, caption?: string): VideoItem => ({
  clip: { file: new Blob([text], { type: 'text/plain' }) },
  caption,
  fps: 4,
  format: 'webm',
  width: undefined,
  height: undefined,
});

it('names a file by its key, its step, its bytes and what it is', async () => {
  const failures: unknown[] = [];
  const items = [item('GIF89a', 'c'), item('hello'), item('OggS')];
  const { json, files } = (await encodeVideos({ ...part, items }, (error) => failures.push(error)))!;
  expect(files).toMatchObject([
    { path: expect.stringMatching(/^media\/videos\/val\/clip_3_[0-9a-f]{20}\.gif$/), type: 'image/gif' },
    { path: expect.stringMatching(/\.ogg$/), type: 'video/ogg' },
  ]);
  expect(JSON.parse(json)).toMatchObject({
    _type: 'videos',
    count: 2,
    videos: [{ _type: 'video-file', size: 6, caption: 'c', path: files[0]!.path }, { size: 4 }],
    captions: ['c', ''],
  });
  expect(String(failures)).toContain('(it says that it is text/plain)');
});

it('gives one alone as itself, and nothing where there is nothing', async () => {
  const one = await encodeVideos({ ...part, many: false, items: [item('GIF89a')] }, () => undefined);
  expect(JSON.parse(one!.json)).toMatchObject({ _type: 'video-file', size: 6 });
  expect(await encodeVideos({ ...part, items: [item('')] }, () => undefined)).toBeNull();
});

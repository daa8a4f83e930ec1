import { expect, it } from 'vitest';
import { readVideos } from '../../../../../src/dashboard/media/video/logged-videos';

it("reads one clip, W&B's object of several, and a list of either", () => {
  const one = { _type: 'video-file', path: 'a.mp4', caption: 'A' };
  const several = { _type: 'videos', videos: [{ path: 'b.mp4' }, { path: 'c.mp4' }], captions: ['B', null] };
  const clips = [
    { path: 'a.mp4', caption: 'A' },
    { path: 'b.mp4', caption: 'B' },
    { path: 'c.mp4', caption: null },
  ];
  expect(readVideos(one)).toEqual(clips.slice(0, 1));
  expect(readVideos(several)).toEqual(clips.slice(1));
  expect(readVideos([one, several])).toEqual(clips);
  expect(readVideos({ _type: 'audio-file', path: 'a.wav' })).toEqual([]);
});

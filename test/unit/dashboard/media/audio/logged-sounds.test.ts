import { expect, it } from 'vitest';
import { readSounds } from '../../../../../src/dashboard/media/audio/logged-sounds';

it('reads one sound, W&B’s list object, and a list of single ones', () => {
  const one = { _type: 'audio-file', path: 'media/audio/a.wav', caption: 'a' };
  const other = { _type: 'audio-file', path: 'media/audio/b.wav' };
  expect(readSounds(one)).toEqual([{ path: 'media/audio/a.wav', caption: 'a' }]);
  expect(readSounds([one, other])).toHaveLength(2);
  expect(readSounds({ _type: 'audio', count: 2, audio: [one, other], captions: ['x', 'b'] })).toEqual([
    { path: 'media/audio/a.wav', caption: 'a' },
    { path: 'media/audio/b.wav', caption: 'b' },
  ]);
});

it.each([
  null,
  5,
  'a.wav',
  {},
  [[]],
  { _type: 'audio-file' },
  { _type: 'audio-file', path: 5 },
  { _type: 'audio' },
  { _type: 'audio', audio: [5, null, { _type: 'audio', audio: [] }], captions: 5 },
])('reads nothing of %j', (value) => expect(readSounds(value as never)).toEqual([]));

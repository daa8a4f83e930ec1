import { expect, it } from 'vitest';
import { audioTypeOf } from '../../../../../src/media/audio/engine/audio-type';

it.each([
  ['RIFF....WAVEfmt ', 'wav'],
  ['OggS\0', 'ogg'],
  ['fLaC\0', 'flac'],
  ['\x1aE\xdf\xa3', 'webm'],
  ['\0\0\0\x20ftypM4A ', 'm4a'],
  ['\xff\xf1P', 'aac'],
  ['\xff\xfb\x90', 'mp3'],
  ['ID3\x04', 'mp3'],
  ['RIFF....WEBP', undefined],
  ['\xff\xd8\xff\xe0', undefined],
  ['', undefined],
])('knows %j as %s', async (head, extension) => {
  const bytes = Uint8Array.from(head, (char) => char.charCodeAt(0));
  expect((await audioTypeOf(new Blob([bytes], { type: 'audio/wav' })))?.extension).toBe(extension);
});

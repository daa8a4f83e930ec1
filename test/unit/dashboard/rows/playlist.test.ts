import { expect, it } from 'vitest';
import { isPlaylist } from '../../../../src/dashboard/rows/playlist';

it.each([
  ['#EXTM3U\n#EXTINF:1,\nhttp://elsewhere/part.ts', true],
  ['\uFEFF \n#EXTM3U', true],
  ['RIFF#EXTM3U', false],
  ['', false],
])('a file that begins with %j: %j', async (text, is) => expect(await isPlaylist(new Blob([text]))).toBe(is));

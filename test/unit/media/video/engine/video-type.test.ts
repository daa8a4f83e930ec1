import { expect, it } from 'vitest';
import { videoTypeOf } from '../../../../../src/media/video/engine/video-type';

const blob = (text: string) => new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))]);

it.each([
  ['\0\0\0\x18ftypisom', 'mp4'],
  ['\0\0\0\x14ftypqt  ', 'mp4'],
  ['\0\0\0\x18ftypavif', undefined],
  ['\0\0\0\x18ftypheic', undefined],
  ['\0\0\0\x18ftypM4A ', undefined],
  ['\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm', 'webm'],
  ['\x1aE\xdf\xa3\x9fB\x82\x88matroska', undefined],
  ['OggS\0', 'ogg'],
  ['GIF89a', 'gif'],
  ['GIF87a', 'gif'],
  ['RIFF....AVI ', undefined],
  ['', undefined],
])('what begins with %j is %s', async (head, type) => expect(await videoTypeOf(blob(head))).toBe(type));

import { expect, test } from 'vitest';
import { imageTypeOf } from '../../../../../src/media/image/engine/image-type';

test.each([
  ['png', '\x89PNG\r\n\x1a\n'],
  ['jpeg', '\xff\xd8\xff\xe0'],
  ['gif', 'GIF89a'],
  ['webp', 'RIFF\x00\n\x00\x00WEBPVP8 '],
  ['bmp', 'BM\x96\x00'],
  ['avif', '\x00\x00\x00\x20ftypavif'],
  ['avif', '\x00\x00\x00\x20ftypavis'],
  ['svg+xml', '<svg width="1">'],
  ['svg+xml', '\xef\xbb\xbf\n  <svg>'],
  ['svg+xml', '<?xml version="1.0"?>\n<!-- drawn by hand -->\n<!DOCTYPE svg>\n<svg\nwidth="1">'],
  // HEIC, JPEG XL, a page with a drawing in it, nothing.
  [undefined, '\x00\x00\x00\x18ftypheic'],
  [undefined, '\xff\x0a\x18'],
  [undefined, 'RIFF\x00\n\x00\x00WAVEfmt '],
  [undefined, '<p><svg>'],
  [undefined, '<svgs>'],
  [undefined, ''],
])('%s: %j', async (type, head) => {
  const bytes = Uint8Array.from(head, (char) => char.charCodeAt(0));
  expect(await imageTypeOf(new Blob([bytes], { type: 'text/plain' }))).toBe(type);
});

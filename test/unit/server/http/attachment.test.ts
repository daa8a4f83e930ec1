import { expect, test } from 'vitest';
import { attachment } from '../../../../src/server/http/attachment';

test.each([
  ['page.html', 'attachment; filename=page.html'],
  ['media/text/two words.txt', 'attachment; filename="two words.txt"'],
  ['r ü.zip', `attachment; filename="r _.zip"; filename*=UTF-8''r%20%C3%BC.zip`],
  ['down"löad', `attachment; filename=down_l_ad; filename*=UTF-8''down%22l%C3%B6ad`],
  ["it's (1)*.txt", `attachment; filename="it_s _1__.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
  ['%41.txt', `attachment; filename=_41.txt; filename*=UTF-8''%2541.txt`],
  ['folder/', 'attachment; filename=""'],
])('%j is saved by its last part', (path, header) => {
  expect(attachment(path)).toBe(header);
});

test.each([
  'a\r\nSet-Cookie: session=1',
  'a"; filename="b.exe',
  'a\\"; filename=b.exe',
  '..\\..\\x',
  'nul\0',
  '\u202egnp.exe',
  '\ud800',
  '\udc00x\ud800',
  '😀'.repeat(1000),
])('nothing in %j ends the name, or is lost', (path) => {
  const header = attachment(path);
  const [, plain, encoded] = /^attachment; filename="?([\w. -]*)"?; filename\*=UTF-8''([\w.~!*%-]*)$/.exec(header)!;
  expect(plain).toBe(path.replace(/[^\w. -]/g, '_'));
  expect(decodeURIComponent(encoded!)).toBe(Buffer.from(path).toString());
  expect(() => new Headers({ 'Content-Disposition': header })).not.toThrow();
});

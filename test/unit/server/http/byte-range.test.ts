import { expect, test } from 'vitest';
import { parseRange } from '../../../../src/server/http/byte-range';

test.each([
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=2-4', { start: 2, end: 4 }],
  ['bytes=7-', { start: 7, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  ['bytes=5-99', { start: 5, end: 9 }],
  ['Bytes=5-5', { start: 5, end: 5 }],
  [`bytes=1-${'9'.repeat(400)}`, { start: 1, end: 9 }],
])('%s of ten bytes is a part', (header, range) => {
  expect(parseRange(header, 10)).toEqual(range);
});

test.each(['bytes=10-', 'bytes=-0', 'bytes=10-20', `bytes=${'9'.repeat(400)}-`])(
  '%s lies beyond ten bytes',
  (header) => {
    expect(parseRange(header, 10)).toBe('unsatisfiable');
  },
);

test.each([
  undefined,
  '',
  'bytes',
  'bytes=',
  'bytes=-',
  'bytes=4-2',
  'bytes=a-b',
  'bytes=0x1-2',
  'bytes=-1-2',
  'bytes=1.5-2',
  'lines=1-2',
  'bytes=0-1,4-5',
  'bytes=1-2,10-',
  `bytes=${'0-0,'.repeat(5000)}`,
])('%j asks for the whole file', (header) => {
  expect(parseRange(header, 10)).toBeNull();
});

test('an empty file has no parts', () => {
  expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
  expect(parseRange('bytes=-1', 0)).toBe('unsatisfiable');
});

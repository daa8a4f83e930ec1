import { describe, expect, it } from 'vitest';
import { cellText, mediaIn, shownText } from '../../../../../src/dashboard/media/table/cell-text';
import type { LineValue } from '../../../../../src/wire/index';

it.each<[LineValue | undefined, string]>([
  [9007199254740993n, '9007199254740993'],
  [0.1, '0.1'],
  [NaN, 'NaN'],
  [-Infinity, '-Infinity'],
  [true, 'true'],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  [null, ''],
  [undefined, ''],
  [{ _type: 'image-file', size: 5n, list: [NaN, 'a"'] }, '{"_type":"image-file","size":5,"list":[NaN,"a\\""]}'],
])('the text of %o is %s', (cell, text) => expect(cellText(cell)).toBe(text));

it('a cell may be nested deeper than the stack is', () => {
  let nested: LineValue = 1;
  for (let i = 0; i < 100_000; i++) nested = [nested];
  expect(cellText(nested)).toBe(`${'['.repeat(64)}…${']'.repeat(64)}`);
});

const IMAGE = { _type: 'image-file', path: 'a.png', caption: 'a seven' };
const SOUND = { _type: 'audio-file', path: 'a.wav' };

it.each<[LineValue | undefined, LineValue[]]>([
  [IMAGE, [IMAGE]],
  [
    [IMAGE, null, [IMAGE], SOUND],
    [IMAGE, SOUND],
  ],
  [{ _type: 'histogram' }, [{ _type: 'histogram' }]],
  [{ _type: 'table-file', path: 'a' }, []],
  [{ _type: 'of-tomorrow' }, []],
  [{ _type: 5 }, []],
  [[1, 2], []],
  ['Image', []],
  [undefined, []],
])('the media of %j are %j', (cell, media) => expect(mediaIn(cell)).toEqual(media));

describe('what a person reads in a cell', () => {
  it.each<[LineValue, boolean, string]>([
    [1700000000000, true, '2023-11-14T22:13:20.000Z'],
    [1700000000000, false, '1700000000000'],
    [1e300, true, '1e+300'],
    [NaN, true, 'NaN'],
    [IMAGE, false, 'a seven'],
    [[IMAGE, SOUND], false, 'a seven'],
    [SOUND, false, ''],
    [{ a: 1 }, false, '{"a":1}'],
  ])('of %j (a time: %s) is %s', (cell, isTime, text) => expect(shownText(cell, isTime)).toBe(text));
});

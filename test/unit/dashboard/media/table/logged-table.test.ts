import { describe, expect, it } from 'vitest';
import { cellText, parseTable, readTable } from '../../../../../src/dashboard/media/table/logged-table';
import type { LineValue } from '../../../../../src/wire/index';

describe('a logged table', () => {
  it('is known by its file', () => {
    expect(readTable({ _type: 'table-file', path: 'media/table/t.table.json' })).toEqual({
      path: 'media/table/t.table.json',
      isIncrement: false,
    });
    expect(readTable({ _type: 'incremental-table-file', path: 'p' })).toMatchObject({ isIncrement: true });
  });

  it.each([undefined, null, 5, 'table-file', [], {}, { _type: 'table-file' }, { _type: 'table-file', path: 5 }])(
    'is not %j',
    (value) => expect(readTable(value as LineValue)).toBeNull(),
  );
});

describe('the file of a table', () => {
  it('is read without losing a digit, with the words that JSON lacks', () => {
    const table = parseTable('{"columns":["a","b","c"],"data":[[9007199254740993,NaN,"x"],[1,null,-Infinity]]}');
    expect(table).toEqual({
      columns: ['a', 'b', 'c'],
      isNumeric: [true, true, false],
      rows: [
        [9007199254740993n, NaN, 'x'],
        [1, null, -Infinity],
      ],
    });
  });

  it('may have columns that are numbered, and rows of any length', () => {
    expect(parseTable('{"columns":[0,null],"data":[[1],[1,2,3],5,{"a":1},[]]}')).toMatchObject({
      columns: ['0', ''],
      rows: [
        [1, null],
        [1, 2],
        [5, null],
        [{ a: 1 }, null],
        [null, null],
      ],
    });
  });

  it('has columns of numbers only where there are numbers', () => {
    expect(parseTable('{"columns":["a","b"],"data":[[null,true]]}').isNumeric).toEqual([false, false]);
  });

  it.each(['', '[]', 'null', '{}', '{"columns":[]}', '{"columns":{},"data":[]}', '{"columns":["a"],"data":7}'])(
    'is not %j',
    (text) => expect(() => parseTable(text)).toThrow(SyntaxError),
  );
});

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

import { expect, it } from 'vitest';
import { parseTable } from '../../../../../src/dashboard/media/table/logged-table';
import { writeCsv, writeJson } from '../../../../../src/dashboard/media/table/written-table';

const table = parseTable(
  '{"columns":["id","=note"],"data":[[9007199254740993,"a \\"b\\", c"],[NaN,"two\\nlines"],[-1.5,"=HYPERLINK(1)"],[null,["x",-Infinity]]]}',
);
const all = Uint32Array.of(0, 1, 2, 3);

it('CSV has every digit, quotes what needs them, and no formulas', () =>
  expect(writeCsv(table, all)).toBe(
    `id,'=note\r\n9007199254740993,"a ""b"", c"\r\nNaN,"two\nlines"\r\n-1.5,'=HYPERLINK(1)\r\n,"[""x"",-Infinity]"\r\n`,
  ));

it('JSON is JSON, with every digit', () => {
  const text = writeJson(table, all);
  expect(text).toContain('[9007199254740993,');
  expect(JSON.parse(text)).toMatchObject({
    columns: ['id', '=note'],
    data: [
      [expect.anything(), 'a "b", c'],
      ['NaN', 'two\nlines'],
      [-1.5, '=HYPERLINK(1)'],
      [null, ['x', '-Infinity']],
    ],
  });
});

it('only the chosen rows are written, in their order', () => {
  expect(
    writeCsv(table, Uint32Array.of(2, 0))
      .split('\r\n')
      .map((line) => line.split(',')[0]),
  ).toEqual(['id', '-1.5', '9007199254740993', '']);
  expect(JSON.parse(writeJson(table, new Uint32Array()))).toEqual({ columns: ['id', '=note'], data: [] });
});

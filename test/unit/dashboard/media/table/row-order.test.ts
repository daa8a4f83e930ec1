import { expect, it } from 'vitest';
import { parseTable } from '../../../../../src/dashboard/media/table/logged-table';
import { chooseRows } from '../../../../../src/dashboard/media/table/row-order';

const table = parseTable(
  '{"columns":["n","s"],"data":[[9007199254740993,"file10"],[NaN,"File2"],[9007199254740992,null],[-Infinity,"ab"],[null,"c"],[0.5,"c"]]}',
);
const rows = (wanted: string, column?: number, descending = false) => [
  ...chooseRows(table, wanted, column === undefined ? null : { column, descending }),
];

it('all rows are there in the order in which they were logged', () => expect(rows(' ')).toEqual([0, 1, 2, 3, 4, 5]));

it('a filter finds text in any cell, whatever its case, and not across cells', () => {
  expect(rows('FILE')).toEqual([0, 1]);
  expect(rows('90071992547409')).toEqual([0, 2]);
  expect(rows('infinity')).toEqual([3]);
  expect(rows('5c')).toEqual([]);
  expect(rows('nothing')).toEqual([]);
});

it('numbers are sorted without rounding, what is missing last', () => {
  expect(rows('', 0)).toEqual([3, 5, 2, 0, 1, 4]);
  expect(rows('', 0, true)).toEqual([0, 2, 5, 3, 1, 4]);
});

it('texts are sorted as people count, equal ones as they were logged', () => {
  expect(rows('', 1)).toEqual([3, 4, 5, 1, 0, 2]);
  expect(rows('', 1, true)).toEqual([0, 1, 4, 5, 3, 2]);
  expect(rows('c', 1)).toEqual([4, 5]);
});

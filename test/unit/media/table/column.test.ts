import { expect, it } from 'vitest';
import { Column } from '../../../../src/media/table/column';

it('has the type of its first value that says more than null, and refuses others', () => {
  const column = new Column('x', false);
  column.addAll([null, NaN, 1]);
  expect(() => column.read('abc', 3)).toThrow(
    'Column "x", row 3 must be a number, as the rows before it, not "abc". For a column of several types give the table allowMixedTypes: true.',
  );
  expect(() => column.read(true, 3)).toThrow('must be a number, as the rows before it, not true.');
  expect(() => column.read(['a'], 3)).toThrow('must be a number, as the rows before it, not a list of string.');
});

it('takes all of a list or nothing', () => {
  const column = new Column('x', false);
  expect(() => column.addAll([1, 2, 'c'])).toThrow('Column "x", row 2');
  expect(column.length).toBe(0);
});

it('takes what it is told to where types may be mixed', () => {
  const column = new Column('x', true);
  column.addAll([1, 'a', [true]]);
  expect([0, 1, 2, 3].map((row) => column.at(row))).toEqual([1, 'a', [true], undefined]);
});

it('is frozen as bytes where all cells are numbers, and as values where one is not', () => {
  const column = new Column('x', false);
  column.addAll([1, NaN, -0]);
  expect(column.freeze(3)).toEqual(new Float64Array([1, NaN, -0]));
  column.addAll([2n]);
  expect(column.freeze(3)).toBeInstanceOf(Float64Array);
  const cells = column.freeze(4);
  expect(cells).toEqual([1, NaN, -0, 2n]);
  column.addAll([5]);
  expect(cells).toHaveLength(4);
});

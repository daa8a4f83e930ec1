import { expect, it } from 'vitest';
import { Html } from '../../../../src/media/html/html';
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

const frozen = (column: Column, from: number, to: number) => column.slice(from, to)(() => 'no media');

it('is frozen as bytes where all cells are numbers, and as values where one is not', () => {
  const column = new Column('x', false);
  column.addAll([1, NaN, -0]);
  expect(frozen(column, 0, 3)).toEqual(new Float64Array([1, NaN, -0]));
  expect(frozen(column, 2, 3)).toEqual(new Float64Array([-0]));
  column.addAll([2n]);
  expect(frozen(column, 0, 3)).toBeInstanceOf(Float64Array);
  const cells = column.slice(0, 4);
  column.addAll([5]);
  expect(cells(() => null)).toEqual([1, NaN, -0, 2n]);
});

it('is frozen with what its media have become, and gives them back as they were', () => {
  const [one, other] = [new Html('1'), new Html('2')];
  const column = new Column('x', false);
  column.addAll([null, one, other]);
  expect([0, 1, 2].map((row) => column.at(row))).toEqual([null, one, other]);
  expect(column.mediaOf(0, 2).map(({ media }) => media)).toEqual([one]);
  expect(column.slice(1, 3)((held) => ({ is: held.media === one }))).toEqual([{ is: true }, { is: false }]);
  expect(() => column.read('a', 3)).toThrow('must be an html, as the rows before it, not "a".');
  expect(() => new Column('y', false).addAll([1, one])).toThrow(
    'must be a number, as the rows before it, not an html.',
  );
});

it('has the type that W&B gives it', () => {
  const [column, mixed] = [new Column('x', false), new Column('y', true)];
  for (const one of [column, mixed]) one.addAll([null, new Date(5)]);
  const typeOf = (type: string) => ({
    wb_type: 'union',
    params: { allowed_types: [{ wb_type: 'none' }, { wb_type: type }] },
  });
  expect(column.type).toEqual(typeOf('timestamp'));
  expect(mixed.type).toEqual(typeOf('any'));
});

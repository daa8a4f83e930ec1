import { expect, it } from 'vitest';
import { valueAt, type LineValue, type Row } from '../../../../src/wire/index';

it.each<[Row, string, LineValue | undefined]>([
  [{ a: 1 }, 'a', 1],
  [{ a: { b: { c: 2 } } }, 'a.b.c', 2],
  [{ 'a.b': 3 }, 'a.b', 3],
  [{ 'a.b': { c: 4 } }, 'a.b.c', 4],
  [{ a: { 'b.c': 5 } }, 'a.b.c', 5],
  // The first way that leads to a value.
  [{ a: { x: 1 }, 'a.b': { c: 6 } }, 'a.b.c', 6],
  [{ a: { b: 1 }, 'a.b': 7 }, 'a.b', 7],
  [{ a: { b: null } }, 'a.b', null],
  [{ a: [1, 2] }, 'a.0', undefined],
  [{ a: null }, 'a.b', undefined],
  [{ a: 'text' }, 'a.length', undefined],
  [{}, 'constructor', undefined],
  [{ a: {} }, 'a.constructor.name', undefined],
  [{}, '__proto__', undefined],
  [{ '': { '': 8 } }, '.', 8],
  [{}, '', undefined],
])('of %j, at %j: %j', (row, path, value) => {
  expect(valueAt(row, path)).toEqual(value);
});

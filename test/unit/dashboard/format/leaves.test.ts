import { expect, it } from 'vitest';
import { leavesOf } from '../../../../src/dashboard/format/leaves';
import { nestedRow } from '../nested-row';

it('names leaves by their path and leaves out what clients keep for themselves', () => {
  const row = {
    loss: 1,
    _step: 4,
    a: { b: { c: NaN }, _kept: 2 },
    image: { _type: 'image-file', width: 3 },
    list: [1],
    empty: {},
  };
  expect([...leavesOf(row)]).toEqual([
    ['loss', 1],
    ['a.b.c', NaN],
    ['a._kept', 2],
    ['image', { _type: 'image-file', width: 3 }],
    ['list', [1]],
    ['empty', {}],
  ]);
});

it('takes for one value what lies deeper than the server names metrics', () => {
  expect([...leavesOf(nestedRow(17))]).toEqual([[Array(17).fill('a').join('.'), 1]]);
  expect([...leavesOf(nestedRow(18))]).toEqual([[Array(17).fill('a').join('.'), { a: 1 }]]);
  expect([...leavesOf(nestedRow(50_000)).keys()]).toEqual([Array(17).fill('a').join('.')]);
});

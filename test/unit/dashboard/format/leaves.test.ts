import { expect, it } from 'vitest';
import { leavesOf } from '../../../../src/dashboard/format/leaves';

it('names leaves by their path and leaves out what clients keep for themselves', () => {
  const row = { loss: 1, _step: 4, a: { b: { c: NaN }, _kept: 2 }, image: { _type: 'image-file', width: 3 }, list: [1], empty: {} };
  expect([...leavesOf(row)]).toEqual([
    ['loss', 1],
    ['a.b.c', NaN],
    ['a._kept', 2],
    ['image', { _type: 'image-file', width: 3 }],
    ['list', [1]],
    ['empty', {}],
  ]);
});

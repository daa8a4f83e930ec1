import { describe, expect } from 'vitest';
import { clients } from './clients';
import { testOf } from './suite';

const test = testOf('values.py');

describe(clients.wandb, () => {
  test('logs NaN and infinities', ({ outcome }) => {
    expect(outcome('not_finite')).toEqual([{ nan: 'NaN', up: 'Infinity', down: '-Infinity' }]);
  });

  test('logs 64-bit integers, to the last digit', ({ outcome }) => {
    expect(outcome('integers')).toBeNull();
  });

  test('logs floats, to the last bit', ({ outcome }) => {
    expect(outcome('floats')).toBeNull();
  });

  test('logs texts, booleans, nothing, nested values, and keys with dots, slashes and Unicode', ({ outcome }) => {
    expect(outcome('others')).toBeNull();
  });

  test('logs steps that are given, skipped, joined and out of order', ({ outcome }) => {
    expect(outcome('steps')).toEqual([
      [0, { a: 1 }],
      [1, { b: 2, c: 3 }],
      [10, { a: 4, b: 5 }],
      [12, { a: 7 }],
    ]);
  });

  test('logs the time of each row', ({ outcome }) => {
    expect(outcome('times')).toBeNull();
  });

  test('logs a row of 3,000 keys', ({ outcome }) => {
    expect(outcome('many_keys')).toBeNull();
  });

  test('logs a string of a million characters', ({ outcome }) => {
    expect(outcome('long_text')).toBeNull();
  });

  test('defines metrics: summary, step metric, hidden, by pattern', ({ outcome }) => {
    expect(outcome('metrics')).toMatchObject({
      summary: { loss: { min: 1, max: 3, mean: 2, last: 2, first: 3 }, 'val/acc': { max: 1 }, quiet: null },
      // W&B's numbers: 1 name, 2 pattern, 5 step metric (a place in this list, from 1), 6 options (2 is hidden), 7
      // summary.
      m: expect.arrayContaining([
        expect.objectContaining({ '1': 'epoch', '6': expect.arrayContaining([2]) }),
        expect.objectContaining({ '1': 'loss', '5': expect.any(Number), '7': [1, 2, 3, 5, 8] }),
        expect.objectContaining({ '2': 'val/*', '5': expect.any(Number), '7': [2] }),
      ]),
    });
  });

  test('sets the summary by hand', ({ outcome }) => {
    expect(outcome('summary')).toEqual({ loss: 1, acc: 0.7, best: 0.9, deep: { a: { b: 1 } } });
  });
});

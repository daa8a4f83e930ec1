import { expect, it } from 'vitest';
import { epochsOf } from '../../../../src/run/rows/epochs-of';

it('gives a row for each epoch, by the number that fit gave it', () => {
  expect(epochsOf({ epoch: [3, 4], history: { loss: [2, 1], val_loss: [5, 4] }, params: null })).toEqual([
    { epoch: 3, loss: 2, val_loss: 5 },
    { epoch: 4, loss: 1, val_loss: 4 },
  ]);
  expect(epochsOf({ epoch: [], history: {} })).toEqual([]);
});

it.each([{}, { epoch: [1] }, { history: {} }, { epoch: 1, history: {} }, { epoch: [1], history: [1] }])(
  'knows that %j is not a History',
  (fields) => {
    expect(epochsOf(fields)).toBeUndefined();
  },
);

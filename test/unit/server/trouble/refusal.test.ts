import { expect, test } from 'vitest';
import { StoreRefusal, type StoreRefusalReason } from '../../../../src/server/store/port/store';
import { Refusal, refusalOf } from '../../../../src/server/trouble/refusal';

test.for([
  ['gap-too-large', 400],
  ['no-room', 400],
  ['too-many-keys', 413],
  ['not-uploaded', 400],
] as [StoreRefusalReason, number][])('what a store refuses as %s is answered with %i', ([reason, status]) => {
  const cause = new StoreRefusal(reason, 'Say it otherwise.');
  expect(refusalOf(cause)).toMatchObject({ name: 'Refusal', status, message: 'Say it otherwise.', cause });
});

test('a refusal is answered as it is; of anything else the sender is not to blame', () => {
  const refusal = new Refusal(404, 'There is no run.');
  expect(refusalOf(refusal)).toBe(refusal);
  for (const other of [new Error('failed'), 'text', null, undefined, { reason: 'no-room' }])
    expect(refusalOf(other)).toBeNull();
});

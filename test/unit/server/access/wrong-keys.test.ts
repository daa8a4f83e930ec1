import { expect, test } from 'vitest';
import { WrongKeys } from '../../../../src/server/access/wrong-keys';

const tried = (keys: WrongKeys, peer: string, times: number, now: number) => {
  for (let time = 0; time < times; time++) keys.note(peer, now);
};

test('ten wrong keys within a minute make a peer wait for the rest of it, and no other peer', () => {
  const keys = new WrongKeys();
  tried(keys, 'a', 9, 0);
  expect(keys.wait('a', 0)).toBe(0);
  keys.note('a', 20_000);
  expect([keys.wait('a', 20_000), keys.wait('a', 59_999), keys.wait('a', 60_000)]).toEqual([40_000, 1, 0]);
  expect(keys.wait('b', 20_000)).toBe(0);
});

test('the minute begins anew with the first wrong key after it', () => {
  const keys = new WrongKeys();
  tried(keys, 'a', 10, 0);
  keys.note('a', 60_000);
  expect(keys.wait('a', 60_000)).toBe(0);
  tried(keys, 'a', 9, 60_000);
  expect(keys.wait('a', 60_000)).toBe(60_000);
});

test('of very many peers the first are forgotten, so that nobody fills the memory', () => {
  const keys = new WrongKeys();
  tried(keys, 'first', 10, 0);
  for (let peer = 0; peer < 999; peer++) keys.note(`p${peer}`, 0);
  expect(keys.wait('first', 0)).toBe(60_000);
  keys.note('one more', 0);
  expect(keys.wait('first', 0)).toBe(0);
});

import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compareKeys, openMemory } from '../../../src/journal/memory';
import type { Key, Storage, Transaction } from '../../../src/journal/storage';
import { openFreshDatabase } from './storages';

const part = fc.oneof(fc.constantFrom('', 'a', 'ab', 'b', '\uFFFF'), fc.constantFrom(0, 1, 2, 10));
const key: fc.Arbitrary<Key> = fc.oneof(fc.string({ maxLength: 3 }), fc.array(part, { maxLength: 3 }));

describe('compareKeys', () => {
  it('orders keys as IndexedDB does', () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(Math.sign(compareKeys(a, b))).toBe(indexedDB.cmp(a, b));
      }),
      { numRuns: 2_000 },
    );
  });
});

type Step =
  | ['put', Key, number]
  | ['delete', Key, Key]
  | ['get', Key]
  | ['keys', Key, Key]
  | ['values', Key, Key, number];

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.constant('put' as const), key, fc.nat()),
  fc.tuple(fc.constant('get' as const), key),
  fc.tuple(key, key).map(([a, b]): Step => ['delete', ...ordered(a, b)]),
  fc.tuple(key, key).map(([a, b]): Step => ['keys', ...ordered(a, b)]),
  fc.tuple(key, key, fc.integer({ min: 1, max: 3 })).map(([a, b, limit]): Step => ['values', ...ordered(a, b), limit]),
);

describe('memory', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('answers every sequence of requests as IndexedDB does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const [memory, database] = [openMemory(), await openFreshDatabase()];
        expect(await answersOf(memory, steps)).toEqual(await answersOf(database, steps));
        database.close();
      }),
      { numRuns: 60 },
    );
  });

  it('rolls back a transaction whose work fails, as IndexedDB does', async () => {
    const storage = openMemory();
    await storage.transaction({ write: true }, (transaction) => transaction.put('runs', 'k', { a: 1 }));
    const failing = storage.transaction({ write: true }, async (transaction) => {
      await transaction.put('runs', 'k', { a: 2 });
      await transaction.put('chunks', 'c', 1);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await storage.transaction({ write: false }, (transaction) => transaction.get('runs', 'k'))).toEqual({
      a: 1,
    });
    expect(await storage.transaction({ write: false }, (transaction) => transaction.keys('chunks', null))).toEqual([]);
  });

  it('goes on after a transaction that failed, one after the other', async () => {
    const storage = openMemory();
    const order: number[] = [];
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = storage.transaction({ write: true }, async () => {
      await held;
      order.push(1);
      throw new Error('no');
    });
    const next = storage.transaction({ write: true }, async () => order.push(2));
    release();
    await expect(slow).rejects.toThrow('no');
    await next;
    expect(order).toEqual([1, 2]);
  });
});

function answersOf(storage: Storage, steps: Step[]): Promise<unknown[]> {
  return storage.transaction({ write: true }, async (transaction) => {
    const answers: unknown[] = [];
    for (const each of steps) answers.push(await take(transaction, each));
    return answers;
  });
}

function take(transaction: Transaction, [name, ...rest]: Step): Promise<unknown> {
  const [from, to, limit] = rest as [Key, Key, number];
  if (name === 'put') return transaction.put('chunks', from, rest[1]);
  if (name === 'get') return transaction.get('chunks', from);
  if (name === 'delete') return transaction.delete('chunks', { from, to });
  if (name === 'keys') return transaction.keys('chunks', { from, to });
  return transaction.values('chunks', { from, to }, limit);
}

function ordered(a: Key, b: Key): [Key, Key] {
  return compareKeys(a, b) <= 0 ? [a, b] : [b, a];
}

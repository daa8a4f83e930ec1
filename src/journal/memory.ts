import { stringify } from '../wire/index';
import type { Key, KeyRange, Storage, StoreName, Transaction } from './storage';

/**
 * The journal's storage where there is no IndexedDB. It lives as long as its thread: `run.status().storage` says so.
 */
export function openMemory(): Storage {
  const stores: Record<StoreName, Map<string, { key: Key; value: unknown }>> = {
    runs: new Map(),
    chunks: new Map(),
    files: new Map(),
  };

  const select = (store: StoreName, keys: KeyRange | null) =>
    [...stores[store].values()]
      .filter(({ key }) => !keys || (compareKeys(key, keys.from) >= 0 && compareKeys(key, keys.to) <= 0))
      .sort((a, b) => compareKeys(a.key, b.key));

  let undo: (() => unknown)[] = [];
  const transaction: Transaction = {
    // Copies, as IndexedDB makes them: what is changed afterwards does not change the record.
    get: async (store, key) => structuredClone(stores[store].get(stringify(key))?.value),
    put: async (store, key, value) => {
      const name = stringify(key);
      const before = stores[store].get(name);
      undo.push(() => (before ? stores[store].set(name, before) : stores[store].delete(name)));
      stores[store].set(name, { key, value: structuredClone(value) });
    },
    delete: async (store, keys) => {
      for (const entry of select(store, keys)) {
        const name = stringify(entry.key);
        undo.push(() => stores[store].set(name, entry));
        stores[store].delete(name);
      }
    },
    keys: async (store, keys) => select(store, keys).map(({ key }) => key),
    values: async (store, keys, limit = Infinity) =>
      select(store, keys)
        .slice(0, limit)
        .map(({ value }) => structuredClone(value)),
  };

  // One after the other, so that no transaction sees half of another.
  let last: Promise<unknown> = Promise.resolve();
  return {
    kind: 'memory',
    transaction: (_options, work) => {
      const result = last.then(async () => {
        undo = [];
        try {
          return await work(transaction);
        } catch (error) {
          for (const step of undo.toReversed()) step();
          throw error;
        }
      });
      last = result.catch(() => undefined);
      return result;
    },
    close: () => undefined,
  };
}

/**
 * IndexedDB's order, as far as our keys need it: numbers before strings, arrays element by element, the shorter first.
 */
export function compareKeys(a: Key | number, b: Key | number): number {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const order = compareKeys(a[i]!, b[i]!);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === 'number' ? -1 : typeof b === 'number' ? 1 : Array.isArray(a) ? 1 : -1;
}

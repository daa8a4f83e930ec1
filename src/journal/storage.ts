/**
 * Where a journal keeps its records: ordered stores with transactions. IndexedDB has that shape already, and memory
 * stands in where there is none; the journal's own rules are written once, over this.
 */
export type StoreName = 'runs' | 'chunks' | 'files';

/** Compared as IndexedDB compares: arrays element by element. */
export type Key = string | (string | number)[];

/** All keys from `from` to `to`, both included. */
export interface KeyRange {
  from: Key;
  to: Key;
}

/**
 * Only the requests of the transaction itself may be awaited inside it: anything else ends it (IndexedDB's
 * auto-commit).
 */
export interface Transaction {
  get(store: StoreName, key: Key): Promise<unknown>;
  put(store: StoreName, key: Key, value: unknown): Promise<void>;
  delete(store: StoreName, keys: KeyRange): Promise<void>;
  keys(store: StoreName, keys: KeyRange | null): Promise<Key[]>;
  /** Values in the order of their keys, at most `limit`. */
  values(store: StoreName, keys: KeyRange | null, limit?: number): Promise<unknown[]>;
}

export interface TransactionOptions {
  write: boolean;
  /** `strict` waits for the disk itself: a commit then survives a power failure, not only a crash of the browser. */
  durability?: 'relaxed' | 'strict';
}

export interface Storage {
  readonly kind: 'indexeddb' | 'memory';
  /**
   * Runs `work` in one transaction and resolves with its result after the commit. When the page goes into the
   * back/forward cache meanwhile, it is done anew on its return, perhaps after a commit that nobody heard of: done
   * twice, it must leave what it leaves when it is done once.
   */
  transaction<T>(options: TransactionOptions, work: (transaction: Transaction) => Promise<T>): Promise<T>;
  close(): void;
}

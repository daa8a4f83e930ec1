import { openDB, type IDBPDatabase, type IDBPObjectStore } from 'idb';
import { PageAbsence } from './page-absence';
import type { Key, KeyRange, Storage, StoreName, Transaction, TransactionOptions } from './storage';

const NAME = 'spoor';
const VERSION = 1;
const STORES: StoreName[] = ['runs', 'chunks', 'files'];

/**
 * The journal's storage in IndexedDB. Rejects where it cannot be opened, so that the caller may fall back to memory.
 */
export async function openDatabase(): Promise<Storage> {
  const database = new Database();
  await database.connect();
  return database;
}

class Database implements Storage {
  readonly kind = 'indexeddb';
  #connection: Promise<IDBPDatabase> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #running: AbortController | null = null;
  readonly #absence = new PageAbsence(() => {
    this.#running?.abort();
    this.close();
  });

  connect(): Promise<IDBPDatabase> {
    const callbacks = {
      // A tab with a newer Spoor waits for this connection; the next transaction opens another.
      blocking: () => this.close(),
      terminated: () => void (this.#connection = null),
    };
    const upgrade = (db: IDBPDatabase) => {
      for (const store of STORES) if (!db.objectStoreNames.contains(store)) db.createObjectStore(store);
    };
    this.#connection ??= openDB(NAME, VERSION, { upgrade, ...callbacks })
      // A newer Spoor was here: its schema has all of ours, because it only grows.
      .catch((error: unknown) => (isNewerVersion(error) ? openDB(NAME, undefined, callbacks) : Promise.reject(error)))
      .catch((error: unknown) => {
        this.#connection = null;
        throw error;
      });
    return this.#connection;
  }

  /**
   * One after the other: a worker that ends with two in flight may keep this database from ever running another, for
   * all pages (WebKit 324094).
   */
  transaction<T>(options: TransactionOptions, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#transaction(options, work));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #transaction<T>(options: TransactionOptions, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (this.#absence.over) await this.#absence.over;
    const { count } = this.#absence;
    try {
      return await this.#attempt(options, work);
    } catch (error) {
      if (this.#absence.count > count) return await this.#transaction(options, work);
      if (!isLostConnection(error)) throw error;
      // Browsers close connections under a page: Safari after sleep (Expensify/App#87864), Chromium on a broken backing
      // store (Expensify/App#90636). The same connection never heals; a new one usually works.
      this.close();
      return await this.#attempt(options, work);
    }
  }

  /**
   * Ends when the page goes away, without waiting for the transaction's own end: of one that commits just then the page
   * may never hear (seen with WebKitGTK 2.50.6).
   */
  async #attempt<T>(options: TransactionOptions, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const attempt = new AbortController();
    this.#running = attempt;
    const ended = new Promise<never>((_resolve, reject) =>
      attempt.signal.addEventListener('abort', () => reject(attempt.signal.reason)),
    );
    try {
      return await Promise.race([this.#perform(options, work, attempt.signal), ended]);
    } finally {
      this.#running = null;
    }
  }

  async #perform<T>(
    { write, durability = 'relaxed' }: TransactionOptions,
    work: (transaction: Transaction) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const db = await this.connect();
    signal.throwIfAborted();
    const transaction = db.transaction(STORES, write ? 'readwrite' : 'readonly', { durability });
    const done = transaction.done;
    signal.addEventListener('abort', () => abort(transaction));
    try {
      const result = work(wrap((store) => transaction.objectStore(store) as AnyStore));
      // Both: awaiting only `done` would leave the failed request's own promise unhandled.
      const [value] = await Promise.all([result, done]);
      return value;
    } catch (error) {
      done.catch(() => undefined);
      abort(transaction);
      throw error;
    }
  }

  close(): void {
    void this.#connection?.then((db) => db.close()).catch(() => undefined);
    this.#connection = null;
  }
}

type AnyStore = IDBPObjectStore<unknown, StoreName[], StoreName, 'readwrite'>;

function wrap(storeOf: (name: StoreName) => AnyStore): Transaction {
  const range = (keys: KeyRange | null) => keys && IDBKeyRange.bound(keys.from, keys.to);
  return {
    get: (store, key) => storeOf(store).get(key) as Promise<unknown>,
    put: async (store, key, value) => void (await storeOf(store).put(value, key)),
    delete: (store, keys) => storeOf(store).delete(range(keys)!),
    keys: (store, keys) => storeOf(store).getAllKeys(range(keys)) as Promise<Key[]>,
    values: (store, keys, limit) => storeOf(store).getAll(range(keys), limit) as Promise<unknown[]>,
  };
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch (error) {
    // It has ended already; what went wrong before says why.
    if (!(error instanceof DOMException)) throw error;
  }
}

function isNewerVersion(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'VersionError';
}

function isLostConnection(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'InvalidStateError' || error.name === 'UnknownError');
}

import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../../src/journal/database';
import { Journal, openJournal } from '../../../src/journal/index';
import { NO_LINES, runKey } from '../../../src/wire/index';
import { entryOf, line, recordOf } from './entries';
import { openFreshDatabase } from './storages';

const KEY = runKey(recordOf());

afterEach(() => void vi.unstubAllGlobals());

describe('the database', () => {
  it('keeps everything for the page after this one', async () => {
    const first = new Journal(await openFreshDatabase());
    await first.claim(recordOf(), 'w1', { ...NO_LINES });
    await first.append(KEY, 'w1', entryOf(0, [line(0)]));
    first.close();
    const second = new Journal(await openDatabase());
    expect((await second.read(KEY, 'history', 0, 1_000)).lines).toEqual([line(0)]);
    second.close();
  });

  it('is opened again when the browser has closed the connection under us', async () => {
    const storage = await openFreshDatabase();
    const journal = new Journal(storage);
    await journal.claim(recordOf(), 'w1', { ...NO_LINES });
    // What Safari does after sleep: the connection is closed, and nobody is told.
    for (const connection of await openConnections(storage)) connection.close();
    await journal.append(KEY, 'w1', entryOf(0, [line(0)]));
    expect((await journal.read(KEY, 'history', 0, 1_000)).lines).toEqual([line(0)]);
    journal.close();
  });

  it('gives way to a tab with a newer Spoor at once', async () => {
    const journal = new Journal(await openFreshDatabase());
    await journal.claim(recordOf(), 'w1', { ...NO_LINES });
    const blocked = vi.fn();
    const newer = await openDB('spoor', 2, { blocked });
    expect([...newer.objectStoreNames]).toEqual(['chunks', 'files', 'runs']);
    expect(blocked).not.toHaveBeenCalled();
    newer.close();
  });

  it('goes on writing after a newer Spoor has changed its version: the schema only grows', async () => {
    const journal = new Journal(await openFreshDatabase());
    await journal.claim(recordOf(), 'w1', { ...NO_LINES });
    (await openDB('spoor', 2)).close();
    await journal.append(KEY, 'w1', entryOf(0, [line(0)]));
    expect((await journal.read(KEY, 'history', 0, 1_000)).lines).toEqual([line(0)]);
    journal.close();
  });

  it('gives way again to a tab that is newer still', async () => {
    const journal = new Journal(await openFreshDatabase());
    (await openDB('spoor', 2)).close();
    await journal.claim(recordOf(), 'w1', { ...NO_LINES });
    const blocked = vi.fn();
    const newer = openDB('spoor', 3, { blocked });
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(blocked).not.toHaveBeenCalled();
    (await newer).close();
    journal.close();
  });

  it('is opened again after it was deleted, and says that the run is gone', async () => {
    const journal = new Journal(await openFreshDatabase());
    await journal.claim(recordOf(), 'w1', { ...NO_LINES });
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase('spoor');
      request.addEventListener('success', resolve);
      request.addEventListener('error', reject);
    });
    await expect(journal.update(KEY, () => undefined)).rejects.toMatchObject({ code: 'storage-failed' });
    await journal.claim(recordOf(), 'w1', { ...NO_LINES });
    journal.close();
  });

  it('has one transaction at a time, also where one only reads; one that fails does not hold up the next', async () => {
    const storage = await openFreshDatabase();
    const open: number[] = [];
    let most = 0;
    const one = (write: boolean, i: number) =>
      storage.transaction({ write }, async (transaction) => {
        most = Math.max(most, open.push(i));
        await transaction.get('runs', 'k');
        open.pop();
        if (i === 1) throw new Error('no');
        return i;
      });
    const all = await Promise.allSettled([one(true, 0), one(false, 1), one(true, 2), one(false, 3)]);
    expect([most, all.map((result) => (result.status === 'fulfilled' ? result.value : null))]).toEqual([
      1,
      [0, null, 2, 3],
    ]);
    storage.close();
  });

  it('rolls back a transaction whose work fails', async () => {
    const storage = await openFreshDatabase();
    const failing = storage.transaction({ write: true }, async (transaction) => {
      await transaction.put('runs', 'k', { a: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await storage.transaction({ write: false }, (transaction) => transaction.get('runs', 'k'))).toBeUndefined();
    storage.close();
  });

  it('hands its errors over, such as a value that cannot be stored', async () => {
    const storage = await openFreshDatabase();
    await expect(
      storage.transaction({ write: true }, (transaction) => transaction.put('runs', 'k', () => 1)),
    ).rejects.toThrow(/clone/i);
    await storage.transaction({ write: true }, (transaction) => transaction.put('runs', 'k', { fine: 1 }));
    storage.close();
  });
});

describe('openJournal', () => {
  it('takes memory where there is no IndexedDB, or it cannot be opened', async () => {
    vi.stubGlobal('indexedDB', undefined);
    expect((await openJournal()).kind).toBe('memory');
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    expect((await openJournal()).kind).toBe('memory');
  });

  it('takes IndexedDB where it can', async () => {
    (await openFreshDatabase()).close();
    const journal = await openJournal();
    expect(journal.kind).toBe('indexeddb');
    journal.close();
  });
});

/** The connections of the database, caught when it begins a transaction. */
async function openConnections(storage: Awaited<ReturnType<typeof openDatabase>>): Promise<Set<IDBDatabase>> {
  const connections = new Set<IDBDatabase>();
  const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
  await storage.transaction({ write: false }, (transaction) => transaction.get('runs', 'x'));
  for (const context of begin.mock.contexts) connections.add(context as IDBDatabase);
  begin.mockRestore();
  expect(connections.size).toBe(1);
  return connections;
}

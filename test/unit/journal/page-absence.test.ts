import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PageAbsence } from '../../../src/journal/page-absence';
import type { Storage } from '../../../src/journal/storage';
import { openDatabase } from '../../../src/journal/database';
import { openFreshDatabase } from './storages';

const page = new EventTarget();
const happen = (name: 'pagehide' | 'pageshow', persisted = true) =>
  void page.dispatchEvent(Object.assign(new Event(name), { persisted }));

beforeEach(() => {
  vi.stubGlobal('document', {});
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
});
afterEach(() => void vi.unstubAllGlobals());

describe('Absence', () => {
  it('lasts from when the page goes into the cache until it is back', async () => {
    const leave = vi.fn();
    const absence = new PageAbsence(leave);
    happen('pagehide', false);
    expect([absence.over, absence.count]).toEqual([null, 0]);
    happen('pagehide');
    expect([absence.count, leave.mock.calls.length]).toEqual([1, 1]);
    const { over } = absence;
    happen('pageshow');
    await over;
    expect(absence.over).toBeNull();
  });

  it('does not exist in a worker', () => {
    vi.stubGlobal('document', undefined);
    const leave = vi.fn();
    expect(new PageAbsence(leave).over).toBeNull();
    happen('pagehide');
    expect(leave).not.toHaveBeenCalled();
  });
});

describe('the database of a page in the back/forward cache', () => {
  let storage: Storage;
  beforeEach(async () => (storage = await openFreshDatabase()));
  afterEach(() => storage.close());

  it('holds no transaction; what was under way is done anew when the page is back, once', async () => {
    let begun = 0;
    const writing = storage.transaction({ write: true }, async (transaction) => {
      begun++;
      const count = ((await transaction.get('runs', 'count')) as number | undefined) ?? 0;
      if (begun === 1) happen('pagehide');
      await transaction.put('runs', 'count', count + 1);
    });
    await vi.waitFor(() => expect(begun).toBe(1));
    // Another connection is answered only where none holds a transaction.
    const other = await openDatabase();
    expect(
      await other.transaction({ write: false }, (transaction) => transaction.get('runs', 'count')),
    ).toBeUndefined();
    expect(begun).toBe(1);
    happen('pageshow');
    await writing;
    expect(begun).toBe(2);
    expect(await storage.transaction({ write: false }, (transaction) => transaction.get('runs', 'count'))).toBe(1);
    other.close();
  });

  it('waits for none whose end was never told: it is done anew, though it was committed', async () => {
    const listen = Reflect.get(IDBTransaction.prototype, 'addEventListener') as (...listener: unknown[]) => void;
    const deaf = vi.spyOn(IDBTransaction.prototype, 'addEventListener').mockImplementation(function (
      this: IDBTransaction,
      ...listener
    ) {
      if (listener[0] !== 'complete') listen.apply(this, listener);
    });
    let begun = 0;
    const writing = storage.transaction({ write: true }, async (transaction) => {
      await transaction.put('runs', 'k', ++begun);
      return begun;
    });
    await vi.waitFor(() => expect(begun).toBe(1));
    deaf.mockRestore();
    // What is read behind it is read when it has been committed.
    const other = await openDatabase();
    const stored = () => other.transaction({ write: false }, (transaction) => transaction.get('runs', 'k'));
    expect(await stored()).toBe(1);
    happen('pagehide');
    happen('pageshow');
    expect(await writing).toBe(2);
    expect(await stored()).toBe(2);
    other.close();
  });

  it('begins none before the page is back', async () => {
    happen('pagehide');
    const work = vi.fn(async () => 'done');
    const writing = storage.transaction({ write: true }, work);
    // Somebody who begins later has long been served.
    const other = await openDatabase();
    await other.transaction({ write: true }, (transaction) => transaction.put('runs', 'k', 1));
    expect(work).not.toHaveBeenCalled();
    happen('pageshow');
    expect(await writing).toBe('done');
    other.close();
  });
});

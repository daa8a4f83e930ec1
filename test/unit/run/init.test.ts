import 'fake-indexeddb/auto';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deleteRun, exportRun, finish, init, isSpoorError, log, runs, sync } from '../../../src/index';
import { openJournal } from '../../../src/journal/index';
import { findLastWords, keepLastWords } from '../../../src/run/page/last-words';
import { parseRow, runKey } from '../../../src/wire/index';
import type { LastWords } from '../../../src/thread/contract';
import { line, recordOf } from '../journal/entries';
import { FakeLocks } from '../outbox/locks';
import { fakeLocalStorage } from './local-storage';
import { enterPage, forgetPage } from './page';
import { withoutTimes } from './recorder';

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('init outside of a page', () => {
  it('says nothing as long as nothing is lost: a server that renders a page begins runs, and logs no rows', async () => {
    const run = await init({ project: 'p', config: { lr: 1 }, mode: 'online' });
    expect(run.config['lr']).toBe(1);
    expect(run.id).toMatch(/^[a-z0-9]{8}$/);
    expect(await finish()).toEqual({ delivered: false });
    expect(run.status()).toMatchObject({ mode: 'disabled', problem: { code: 'no-page' }, dropped: {} });
    expect(console.warn).not.toHaveBeenCalled();
  });

  it('gives a run that accepts every call, and counts each row, file and alert as dropped; it is said once for all runs', async () => {
    const drops: string[] = [];
    const run = await init({ project: 'p', mode: 'online' });
    run.on('drop', ({ reason }) => drops.push(reason));
    run.log({ a: 1 });
    log({ a: 2 });
    run.log({ open: 1 }, { commit: false });
    expect(run.status()).toMatchObject({
      logged: 2,
      journaled: 0,
      storage: null,
      worker: null,
      dropped: { 'no-page': 2 },
    });
    await run.save(new Blob(['x']), { as: 'x.txt' });
    run.alert({ title: 'Here' });
    expect(await finish()).toEqual({ delivered: false });
    // The row that was being filled is complete at the end.
    expect(run.status()).toMatchObject({ logged: 3, dropped: { 'no-page': 5 } });
    expect(drops).toEqual(Array(5).fill('no-page'));
    const again = await init({ project: 'p', mode: 'offline' });
    again.log({ a: 1 });
    expect(again.status().dropped).toEqual({ 'no-page': 1 });
    expect(vi.mocked(console.warn).mock.calls).toEqual([[expect.stringContaining("works in a browser's page")]]);
  });

  it("is silent and loses nothing where that was asked for, by mode 'disabled'", async () => {
    const run = await init({ project: 'p', mode: 'disabled' });
    run.log({ a: 1 });
    expect(run.status()).toMatchObject({ mode: 'disabled', logged: 1, problem: null, dropped: {} });
    expect(console.warn).not.toHaveBeenCalled();
  });

  it.each([{ forkFrom: { run: 'abc', step: 200 } }, { id: 'abc', rewindTo: 200 }])(
    'numbers steps as it would: %j',
    async (options) => {
      const run = await init({ project: 'p', ...options });
      expect([run.startingStep, run.step]).toEqual([201, 201]);
    },
  );

  it('hears of misuse all the same', async () => {
    const error: unknown = await init({ project: '' }).catch((thrown: unknown) => thrown);
    expect(isSpoorError(error) && error.code).toBe('no-project');
  });
});

describe('init in a page', () => {
  beforeEach(enterPage);

  const record = { id: 'abc', project: 'p', entity: null, baseUrl: 'http://127.0.0.1:9' };

  /** What the journal of the page says of a run. */
  async function headerOf(run: Parameters<typeof exportRun>[0]): Promise<unknown> {
    const archive = await exportRun(run);
    const [header] = gunzipSync(await archive.arrayBuffer())
      .toString()
      .split('\n');
    return parseRow(header!)['run'];
  }

  async function journaled(): Promise<unknown[]> {
    const journal = await openJournal();
    const { lines } = await journal.read(runKey(record), 'history', 0, 100);
    journal.close();
    return lines.map(withoutTimes);
  }

  it('brings rows to the journal of the page, and the next page goes on after them', async () => {
    const run = await init({ project: 'p', id: 'abc', mode: 'offline', config: { lr: 1 } });
    run.log({ a: 1 });
    run.log({ a: NaN });
    await run.flush();
    expect(run.status()).toMatchObject({
      logged: 2,
      journaled: 2,
      storage: 'indexeddb',
      worker: 'page',
      link: 'offline',
      dropped: {},
    });
    expect(await journaled()).toEqual([
      { a: 1, _step: 0 },
      { a: NaN, _step: 1 },
    ]);
    expect(await run.finish()).toEqual({ delivered: false });
  });

  it('keeps what earlier pages have set of the summary by hand, whatever is logged and set after', async () => {
    const first = await init({ project: 'p', id: 'best', mode: 'offline' });
    first.summary['best'] = 0.9;
    await first.finish();
    const again = await init({ project: 'p', id: 'best', mode: 'offline' });
    again.log({ best: 0.1, loss: 1 });
    expect({ ...again.summary }).toEqual({ best: 0.9, loss: 1 });
    expect(again.lastWords()!.batch.pinned).toEqual({ best: 0.9 });
    again.summary['epochs'] = 3;
    await again.finish();
    expect(await headerOf(again)).toMatchObject({ pinned: { best: 0.9, epochs: 3 } });
  });

  it('begins a run in a sandbox, which is denied everything that is kept, and says so', async () => {
    const denied = () => new DOMException('denied', 'SecurityError');
    const deny = () => Promise.reject(denied());
    vi.stubGlobal('navigator', { locks: { request: deny, query: deny } });
    vi.stubGlobal('localStorage', fakeLocalStorage({ isForbidden: true }));
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw denied();
    });
    // Its memory lives as long as the page: of an address of its own, so that the tests after it find none.
    const run = await init({ project: 'p', mode: 'offline', workerUrl: '/sandbox.js' });
    run.log({ a: 1 });
    await run.flush();
    expect(run.status()).toMatchObject({ storage: 'memory', journaled: 1 });
    await run.finish();
  });

  it('can resume a run of its own that it has finished', async () => {
    const run = await init({ project: 'p', id: 'abc', mode: 'offline' });
    run.log({ a: 1 });
    await run.finish();
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.timeout(200));
    const again = await init({ project: 'p', id: 'abc', mode: 'offline' });
    expect([again.resumed, again.step]).toEqual([true, 1]);
    again.log({ a: 2 });
    await again.flush();
    expect(await journaled()).toEqual([
      { a: 1, _step: 0 },
      { a: 2, _step: 1 },
    ]);
  });

  it('says that a run is open in another page, and leaves that page alone', async () => {
    const run = await init({ project: 'p', id: 'abc', mode: 'offline' });
    forgetPage();
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.timeout(50));
    const error: unknown = await init({ project: 'p', id: 'abc', mode: 'offline' }).catch((thrown: unknown) => thrown);
    expect(isSpoorError(error) && [error.code, error.message]).toEqual([
      'run-in-use',
      expect.stringContaining('open in another page'),
    ]);
    run.log({ a: 1 });
    await run.flush();
    expect(run.status().journaled).toBe(1);
  });

  it('reads back the rows that are here in mode offline, and asks no server for others', async () => {
    const token = vi.fn<() => string>();
    const run = await init({ project: 'p', id: 'mine', mode: 'offline', token });
    run.log({ a: 1 });
    const rows = [];
    for await (const { a } of run.history) rows.push(a);
    expect([rows, token.mock.calls]).toEqual([[1], []]);
  });

  it('refuses synced() of an offline run', async () => {
    const run = await init({ project: 'p', mode: 'offline' });
    await expect(run.synced()).rejects.toMatchObject({ code: 'offline' });
  });

  it("continues by resume: 'auto' what this browser has not ended and nobody has open, and else begins anew", async () => {
    const first = await init({ project: 'auto', mode: 'offline', resume: 'auto' });
    expect(first.resumed).toBe(false);
    first.log({ a: 1 });
    await first.flush();
    const beside = await init({ project: 'auto', mode: 'offline', resume: 'auto', name: 'beside' });
    expect([beside.resumed, beside.id === first.id]).toEqual([false, false]);
    await beside.finish();
    // The page of the first is gone: its lock is free.
    forgetPage();
    vi.stubGlobal('navigator', { locks: new FakeLocks() });
    const again = await init({ project: 'auto', mode: 'offline', resume: 'auto' });
    expect([again.id, again.resumed, again.startingStep]).toEqual([first.id, true, 1]);
    expect((await init({ project: 'q', mode: 'offline', resume: 'auto' })).resumed).toBe(false);
  });

  it('forks a run after all that this page has logged of it', async () => {
    const parent = await init({ project: 'p', mode: 'offline' });
    for (let n = 0; n < 3; n++) parent.log({ n });
    const fork = await init({ project: 'p', mode: 'offline', forkFrom: { run: parent.id, step: 1 } });
    expect([fork.startingStep, fork.step, fork.resumed]).toEqual([2, 2, false]);
    expect(await headerOf(fork)).toMatchObject({
      record: { forkedFrom: { run: parent.id, step: 1 } },
      parent: { end: 3 },
      base: null,
    });
  });

  it('keeps nothing at all while consent is pending', async () => {
    const opens = vi.spyOn(indexedDB, 'open');
    // Whatever is put off for a while comes within an hour. The fake database has timers of another kind.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    const run = await init({ project: 'p', mode: 'offline', consent: 'pending' });
    run.log({ a: 1 });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect([opens.mock.calls.length, Object.keys(localStorage)]).toEqual([0, []]);
    vi.useRealTimers();
    await run.setConsent('granted');
    await run.flush();
    expect(run.status()).toMatchObject({ consent: 'granted', journaled: 1, storage: 'indexeddb' });
  });

  it('lists the runs of this browser, and forgets one that no page has open', async () => {
    const run = await init({ project: 'p', mode: 'offline', name: 'mine' });
    run.log({ a: 1 });
    await run.flush();
    const mine = async () => (await runs()).filter(({ id }) => id === run.id);
    const [stored] = await mine();
    expect(stored).toMatchObject({
      id: run.id,
      project: 'p',
      name: 'mine',
      exitCode: null,
      delivered: false,
      waiting: { rows: 1, files: 0 },
    });
    await expect(deleteRun(stored!)).rejects.toMatchObject({ code: 'run-in-use' });
    await run.finish();
    await deleteRun(stored!);
    expect(await mine()).toEqual([]);
  });

  it('says by sync() that the server cannot be reached, and has the run still', async () => {
    const run = await init({ project: 'p', mode: 'offline' });
    run.log({ a: 1 });
    await run.finish();
    await expect(sync({ token: 't' })).rejects.toMatchObject({ code: 'unreachable' });
    expect((await runs()).filter(({ id }) => id === run.id)).toHaveLength(1);
  });

  it('keeps last words that the journal cannot take now for another page, and forgets those that it takes', async () => {
    const wordsOf = (id: string): LastWords => {
      const gone = recordOf({ ...record, id });
      return {
        writer: 'w1',
        record: gone,
        batch: { streams: { history: { offset: 0, lines: [line(0)] } }, sequence: 1, step: 1, openRow: null },
      };
    };
    for (const id of ['full', 'fits']) keepLastWords(wordsOf(id));
    const put = Reflect.get(IDBObjectStore.prototype, 'put') as (...what: unknown[]) => IDBRequest<IDBValidKey>;
    let isFull = true;
    // Not the first of all: the engines of the pages before may still be writing.
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...what) {
      if (!isFull || !JSON.stringify(what).includes('full')) return put.apply(this, what);
      isFull = false;
      throw new DOMException('the disk is full', 'QuotaExceededError');
    });
    await (await init({ project: 'p', mode: 'offline' })).finish();
    expect(findLastWords()).toEqual([wordsOf('full')]);
    await (await init({ project: 'p', mode: 'offline' })).finish();
    expect(findLastWords()).toEqual([]);
    expect(await headerOf({ ...record, id: 'full' })).toMatchObject({ next: { history: 1 } });
  });

  it('rescues the last words of another page once, however often it hears of them', async () => {
    await init({ project: 'p', mode: 'offline' });
    const other = { ...record, id: 'gone' };
    const gone = { ...recordOf(), ...other, notes: 'last' };
    const batch = { streams: { history: { offset: 0, lines: [line(0)] } }, sequence: 1, step: 1, openRow: null };
    const words: LastWords = { writer: 'w1', record: gone, batch };
    keepLastWords(words);
    const [key] = Object.keys(localStorage);
    for (let times = 0; times < 3; times++)
      window.dispatchEvent(Object.assign(new Event('storage'), { key, newValue: 'words' }));
    await vi.waitFor(() => expect(Object.keys(localStorage)).toEqual([]));
    // Had another one begun, it would be in the journal by now.
    expect(await headerOf(other)).toMatchObject({ next: { history: 1 }, record: { notes: 'last' }, revision: 2 });
  });
});

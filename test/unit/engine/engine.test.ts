import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openJournal, type Journal } from '../../../src/journal/index';
import { NO_LINES, runKey } from '../../../src/wire/index';
import type { EngineEvent, OpenRequest } from '../../../src/thread/contract';
import { RunEngine } from '../../../src/engine/engine';
import { entryOf } from '../journal/entries';
import { requestOf } from '../run/recorder';
import { batchOf } from '../link/batches';
import { RECORD } from '../link/stand-in';

const KEY = runKey(RECORD);
const REQUEST = requestOf({ record: RECORD, resumeTimeout: 10 });

let engine: RunEngine;
let events: EngineEvent[];
let journal: Journal;
beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  events = [];
  engine = new RunEngine((event) => void events.push(event));
  journal = await openJournal();
});
afterEach(() => {
  journal.close();
  vi.unstubAllGlobals();
});

const open = (changes: Partial<OpenRequest> = {}) => engine.open({ ...REQUEST, ...changes });
const lines = async () => (await journal.read(KEY, 'history', 0, 100)).lines;

describe('RunEngine', () => {
  it('says in the handshake where the journal is kept', async () => {
    expect(await engine.connect()).toEqual({ storage: 'indexeddb' });
  });

  it('opens a new run at 0, journals what it is given, and opens it again where it was left', async () => {
    expect(await open()).toMatchObject({
      next: { history: 0 },
      step: 0,
      resumed: false,
      summary: {},
      pinned: {},
      identity: null,
    });
    await engine.append(KEY, 'w1', batchOf(0, ['{"a":1}', '{"a":2}']));
    expect(await lines()).toEqual(['{"a":1}', '{"a":2}']);
    expect(await open({ writer: 'w2', isNew: false })).toMatchObject({ next: { history: 2 }, step: 2, resumed: true });
  });

  it('goes on with a run that its page opens in another worker: nothing that was said since is taken back', async () => {
    await open({ record: { ...RECORD, config: { lr: 1 } } });
    await engine.append(KEY, 'w1', { ...batchOf(0, ['{"a":1}']), record: { config: { lr: 2 } } });
    await engine.finish(KEY, 'w1', 3);
    const again = await open({ record: { ...RECORD, config: { lr: 1 } }, isNew: false, again: { ...NO_LINES } });
    expect(again).toMatchObject({ next: { history: 1 }, record: { config: { lr: 2 } } });
    expect(await journal.load(KEY)).toMatchObject({ exitCode: 3 });
  });

  it('does not take a run back that another page has opened', async () => {
    await open();
    await open({ writer: 'w2', isNew: false });
    await expect(engine.open({ ...REQUEST, isNew: false, again: { ...NO_LINES } })).rejects.toMatchObject({
      code: 'run-taken',
    });
    expect(await journal.load(KEY)).toMatchObject({ writer: 'w2' });
  });

  it('keeps batches in order, also when they are given at once', async () => {
    await open();
    await Promise.all(Array.from({ length: 20 }, (_, i) => engine.append(KEY, 'w1', batchOf(i, [`{"n":${i}}`]))));
    expect(await lines()).toEqual(Array.from({ length: 20 }, (_, i) => `{"n":${i}}`));
  });

  it('fails with a code, and works on after it', async () => {
    await open();
    await expect(engine.append(KEY, 'gone', batchOf(0, ['{}']))).rejects.toMatchObject({ code: 'run-taken' });
    await expect(engine.append(KEY, 'w1', batchOf(5, ['{}']))).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(engine.append('unknown', 'w1', batchOf(0, ['{}']))).rejects.toMatchObject({ code: 'no-run' });
    await engine.append(KEY, 'w1', batchOf(0, ['{}']));
  });

  it('does not end or close a run that was opened anew', async () => {
    await open();
    await open({ writer: 'w2', isNew: false });
    await expect(engine.finish(KEY, 'w1', 1)).rejects.toMatchObject({ code: 'run-taken' });
    await expect(engine.close(KEY, 'w1')).rejects.toMatchObject({ code: 'run-taken' });
    // In another page:
    await journal.claim(RECORD, 'w3', null);
    await expect(engine.finish(KEY, 'w2', 1)).rejects.toMatchObject({ code: 'run-taken' });
    expect(await journal.load(KEY)).toMatchObject({ writer: 'w3', exitCode: null });
  });

  it('delivers nothing of an offline run, and says so', async () => {
    await open();
    await expect(engine.synced(KEY, 'w1')).rejects.toMatchObject({ code: 'offline' });
    expect(await engine.finish(KEY, 'w1', 3)).toEqual({ delivered: false });
    expect(await journal.load(KEY)).toMatchObject({ exitCode: 3, exitSent: false });
  });

  it('knows a run no longer that was closed', async () => {
    await open();
    await engine.close(KEY, 'w1');
    await expect(engine.append(KEY, 'w1', batchOf(0, ['{}']))).rejects.toMatchObject({ code: 'no-run' });
  });
});

describe('a batch that is given again', () => {
  it('has what cannot be read counted once', async () => {
    await open();
    const blob = Object.assign(new Blob(['x']), {
      arrayBuffer: () => Promise.reject(new DOMException('has changed', 'NotReadableError')),
    });
    const give = () => engine.append(KEY, 'w1', batchOf(0, ['{}'], { files: [{ path: 'gone', blob }] }));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('a broken disk', 'AbortError');
    });
    await expect(give()).rejects.toThrow('a broken disk');
    await give();
    expect(events).toMatchObject([{ type: 'drop', to: 'w1', reason: 'unreadable-file' }]);
  });
});

describe('resume', () => {
  it.each([
    ['must', 'no-such-run', false],
    ['never', 'run-exists', true],
  ] as const)('%s is refused with %s', async (resume, code, exists) => {
    if (exists) await open();
    await expect(engine.open({ ...REQUEST, isNew: false, writer: 'w2', resume })).rejects.toMatchObject({ code });
    // The run stays whose it was.
    expect((await journal.load(KEY))?.writer).toBe(exists ? 'w1' : undefined);
  });

  it('a worker that takes the place of another takes the run that was opened there, whatever was asked then', async () => {
    await open({ resume: 'never' });
    expect(await open({ resume: 'never', isNew: false, again: { ...NO_LINES } })).toMatchObject({ resumed: true });
  });

  it('a worker whose journal ended with another, in memory, goes on where the page is', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const next = new RunEngine((event) => void events.push(event));
    await next.open({ ...REQUEST, isNew: false, again: { history: 3, events: 2, output: 0 } });
    await next.append(KEY, 'w1', batchOf(3, ['{"n":3}']));
    await expect(next.append(KEY, 'w1', batchOf(9, ['{"n":9}']))).rejects.toMatchObject({ code: 'storage-failed' });
    expect((await next.waitingRows(KEY, null)).lines).toEqual(['{"n":3}']);
  });

  it('must continues a run that this browser has; never begins one that it has not', async () => {
    expect(await open({ isNew: false, resume: 'never' })).toMatchObject({ resumed: false });
    expect(await open({ isNew: false, writer: 'w2', resume: 'must' })).toMatchObject({ resumed: true });
  });

  it('must says that the server cannot be asked, where it cannot', async () => {
    const opened = engine.open({ ...REQUEST, isNew: false, deliver: true, resume: 'must' });
    await expect(opened).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('a run that begins with the rows of another', () => {
  const fork = { ...RECORD, id: 'child', forkedFrom: { run: RECORD.id, step: 4 } };

  it('begins at the step after, and nobody knows at which line until the server is there', async () => {
    expect(await open({ record: fork })).toMatchObject({ step: 5, resumed: false, next: { history: 0 } });
    expect(await journal.load(runKey(fork))).toMatchObject({ base: null });
  });

  it('is what it was, when it is opened by its id alone', async () => {
    await open({ record: fork });
    const { forkedFrom: _, ...plain } = fork;
    expect((await open({ record: plain, isNew: false, writer: 'w2' })).record.forkedFrom).toEqual(fork.forkedFrom);
  });
});

describe('a run that is rewound', () => {
  it('is left as it was where the server cannot be reached, and is not rewound again in another worker', async () => {
    await open();
    await engine.append(KEY, 'w1', batchOf(0, ['{"a":1}']));
    const request = { ...REQUEST, isNew: false, deliver: true, writer: 'w2', rewindTo: 0, resumeTimeout: 1_000 };
    await expect(engine.open(request)).rejects.toMatchObject({ code: 'unreachable' });
    expect(await journal.load(KEY)).toMatchObject({ writer: 'w1', next: { history: 1 }, step: 1 });
    expect(await open({ isNew: false, again: { ...NO_LINES }, rewindTo: 0 })).toMatchObject({ step: 1 });
  });
});

describe('the runs of this browser', () => {
  const other = { ...RECORD, id: 'r2' };

  it('are listed with what waits, the latest first; unfinished ones by project', async () => {
    await open();
    await engine.append(KEY, 'w1', batchOf(0, ['{"n":0}', '{"n":1}'], { openRow: '{"half":1}' }));
    const now = Date.now();
    await vi.waitUntil(() => Date.now() > now, { interval: 1 });
    await open({ record: other });
    expect(await engine.list()).toMatchObject([
      { record: { id: 'r2' }, exitCode: null, isDelivered: false, waiting: { rows: 0, files: 0, bytes: 0 } },
      { record: { id: RECORD.id }, waiting: { rows: 3, files: 0, bytes: 14 } },
    ]);
    expect((await engine.unfinished(RECORD)).map(({ id }) => id)).toEqual(['r2', RECORD.id]);
    expect(await engine.unfinished({ ...RECORD, project: 'another' })).toEqual([]);
    await engine.finish(runKey(other), 'w1', 0);
    expect((await engine.unfinished(RECORD)).map(({ id }) => id)).toEqual([RECORD.id]);
  });

  it('are forgotten whole', async () => {
    await open();
    await engine.append(KEY, 'w1', batchOf(0, ['{"n":0}']));
    await engine.remove(KEY);
    expect([await journal.load(KEY), await lines(), await engine.list()]).toEqual([undefined, [], []]);
  });
});

describe('where room is short', () => {
  it('refuses rows that pass the budget, so that the page keeps them; tells what it gave up, and how much waits', async () => {
    expect(await open({ storageBudget: 20 })).toMatchObject({ waitingBytes: 0 });
    await journal.append(
      KEY,
      'w1',
      entryOf(0, [], { files: [{ path: 'a.png', type: 'image/png', bytes: new ArrayBuffer(10) }] }),
    );
    expect(await engine.append(KEY, 'w1', batchOf(0, ['{"n":0}']))).toBe(17);
    expect(await engine.append(KEY, 'w1', batchOf(1, ['{"n":1}']))).toBe(14);
    expect(events).toEqual([
      { type: 'drop', to: 'w1', reason: 'storage-full', detail: expect.stringContaining('the file a.png') as string },
    ]);
    await expect(engine.append(KEY, 'w1', batchOf(2, ['{"n":2}']))).rejects.toMatchObject({ code: 'storage-full' });
    expect(await open({ writer: 'w2', isNew: false })).toMatchObject({ waitingBytes: 14, next: { history: 2 } });
  });
});

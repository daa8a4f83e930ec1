import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wandbBackend } from '../../../src/backend/wandb/index';
import { openJournal, type Journal } from '../../../src/journal/index';
import { runKey } from '../../../src/wire/index';
import type { Batch, EngineEvent, LastWords, OpenRequest } from '../../../src/thread/contract';
import { RunEngine } from '../../../src/engine/engine';
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
  engine = new RunEngine((event) => void events.push(event), wandbBackend);
  journal = await openJournal();
});
afterEach(() => {
  journal.close();
  vi.unstubAllGlobals();
});

const open = (changes: Partial<OpenRequest> = {}) => engine.open({ ...REQUEST, ...changes });
const lines = async () => (await journal.read(KEY, 'history', 0, 100)).lines;

describe('the last words of a page that is gone', () => {
  const wordsOf = (writer: string, batch: Batch) => ({ writer, record: RECORD, batch }) as LastWords;

  it('go into the journal after what it has, and the open row is not doubled', async () => {
    await open();
    await engine.append(KEY, 'w1', batchOf(0, ['{"n":0}'], { openRow: '{"n":1,"half":true}' }));
    await engine.rescue(wordsOf('w1', batchOf(0, ['{"n":0}', '{"n":1,"whole":true}'])));
    expect(await open({ writer: 'w2', isNew: false })).toMatchObject({ next: { history: 2 }, step: 2 });
    expect(await lines()).toEqual(['{"n":0}', '{"n":1,"whole":true}']);
  });

  it('that turn up again are older than what their page has said since it came back', async () => {
    await open();
    const words = wordsOf('w1', batchOf(0, [], { pinned: { best: 1 } }));
    await engine.append(KEY, 'w1', batchOf(0, ['{"n":0}'], { openRow: '{"half":1}', pinned: { best: 2 } }));
    await engine.rescue({ ...words, at: Date.now() + 3_600_000 });
    expect(await journal.load(KEY)).toMatchObject({ step: 1, openRow: '{"half":1}', pinned: { best: 2 } });
  });

  it('are heard out though their page has written a part of them after it had said them', async () => {
    await open();
    const words = wordsOf('w1', batchOf(0, ['{"n":0}', '{"n":1}', '{"n":2}'], { pinned: { best: 1 } }));
    // Row 1 waits for its picture, and goes with the page.
    await engine.append(KEY, 'w1', batchOf(0, ['{"n":0}'], { pinned: { best: 2 }, step: 3 }));
    await engine.rescue(words);
    await engine.rescue(words);
    expect(await lines()).toEqual(['{"n":0}', '{"n":1}', '{"n":2}']);
    expect(await journal.load(KEY)).toMatchObject({ step: 3, pinned: { best: 2 } });
  });

  it('say a change beside rows that the journal has got meanwhile', async () => {
    await open();
    await engine.append(KEY, 'w1', batchOf(0, ['{"n":0}']));
    await engine.rescue({
      ...wordsOf('w1', batchOf(0, ['{"n":0}'], { pinned: { best: 1 } })),
      record: { ...RECORD, config: { lr: 2 } },
      at: 1,
    });
    expect(await journal.load(KEY)).toMatchObject({
      next: { history: 1 },
      pinned: { best: 1 },
      record: { config: { lr: 2 } },
    });
  });

  it('make the run where the journal does not have it', async () => {
    await engine.rescue(wordsOf('w9', batchOf(0, ['{"n":0}'], { pinned: { best: 1 } })));
    expect(await journal.load(KEY)).toMatchObject({ pinned: { best: 1 }, next: { history: 1 } });
  });

  it.each<[string, LastWords, string]>([
    ['of a page whose run another has taken', wordsOf('w1', batchOf(0, ['{"stale":1}'])), 'run-taken'],
    ['after lines that are missing', wordsOf('w2', batchOf(5, ['{"n":5}'])), 'storage-failed'],
    [
      'of a shape that nobody expects',
      wordsOf('w2', { streams: { events: {} } } as unknown as Batch),
      'storage-failed',
    ],
  ])('%s are refused for good, and that is told', async (_which, words, reason) => {
    await open();
    await open({ writer: 'w2', isNew: false });
    await engine.rescue(words);
    expect(await lines()).toEqual([]);
    expect(events).toMatchObject([{ type: 'drop', to: '', reason }]);
  });

  it('are worth another attempt when the disk is full, and are not lost then', async () => {
    await open();
    const words = wordsOf('w1', batchOf(0, ['{"n":0}']));
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    put.mockImplementationOnce(() => {
      throw new DOMException('the disk is full', 'QuotaExceededError');
    });
    await expect(engine.rescue(words)).rejects.toThrow('the disk is full');
    expect([events, await lines()]).toEqual([[], []]);
    await engine.rescue(words);
    expect(await lines()).toEqual(['{"n":0}']);
  });

  it('are not given to a journal in memory, where they would be gone with this page', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const inMemory = new RunEngine((event) => void events.push(event), wandbBackend);
    await expect(inMemory.rescue(wordsOf('w9', batchOf(0, ['{"n":0}'])))).rejects.toMatchObject({
      code: 'storage-failed',
    });
    expect(events).toEqual([]);
  });
});

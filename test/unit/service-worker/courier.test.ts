import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wandbBackend } from '../../../src/backend/wandb/index';
import { openJournal } from '../../../src/journal/index';
import type { InitOptions } from '../../../src/run/options';
import { Courier } from '../../../src/service-worker/courier';
import { NO_LINES, runKey, runLock, type RunRecord } from '../../../src/wire/index';
import type { LastWords } from '../../../src/thread/contract';
import { startTestServer, type TestServer } from '../../support/server';
import { entryOf, line, linesFrom, recordOf } from '../journal/entries';
import { FakeLocks } from '../outbox/locks';

let server: TestServer;
let locks: FakeLocks;
beforeEach(async () => {
  server = await startTestServer();
  locks = new FakeLocks();
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('navigator', { locks });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await server[Symbol.asyncDispose]();
});

const recordAt = (baseUrl: string, id = 'r1'): RunRecord => recordOf({ baseUrl, id, project: 'p', entity: null });

/** What a page leaves: `count` lines in the journal. */
async function leave(record: RunRecord, count: number): Promise<void> {
  const journal = await openJournal();
  await journal.claim(record, 'w1', { ...NO_LINES });
  await journal.append(runKey(record), 'w1', entryOf(0, linesFrom(0, count)));
  journal.close();
}

async function acknowledgedOf(record: RunRecord): Promise<number> {
  const journal = await openJournal();
  const run = await journal.load(runKey(record));
  journal.close();
  return run!.acknowledged.history;
}

async function lineCount(run = 'r1'): Promise<number | undefined> {
  const query =
    'query($run: String!) { model(name: "p", entityName: "local") { bucket(name: $run) { historyLineCount } } }';
  const { data } = await server.graphql<{ model: { bucket: { historyLineCount: number } | null } | null }>(query, {
    run,
  });
  return data?.model?.bucket?.historyLineCount;
}

const courierOf = (token: InitOptions['token'] = server.key) => new Courier(server.url, token, wandbBackend);

describe('Courier', () => {
  it('delivers what pages have left, and then has nothing to do', async () => {
    await leave(recordAt(server.url), 3);
    await courierOf().deliver();
    expect(await lineCount()).toBe(3);
    expect(await acknowledgedOf(recordAt(server.url))).toBe(3);
    await courierOf(() => expect.unreachable()).deliver();
  });

  it('asks for a token of each run that it delivers', async () => {
    const asked: unknown[] = [];
    await leave(recordAt(server.url, 'r1'), 1);
    await leave(recordAt(server.url, 'r2'), 1);
    await courierOf(async (request) => {
      asked.push(request);
      return server.key;
    }).deliver();
    expect(asked).toEqual([
      { entity: null, project: 'p', runId: 'r1' },
      { entity: null, project: 'p', runId: 'r2' },
    ]);
  });

  it('without a token asks the server for one, and rejects when it gives none to a stranger', async () => {
    await leave(recordAt(server.url), 1);
    await expect(new Courier(server.url, undefined, wandbBackend).deliver()).rejects.toMatchObject({
      code: 'unauthorized',
    });
  });

  it("leaves the runs of other servers alone: their servers must not see this one's token", async () => {
    await using other = await startTestServer();
    await leave(recordAt(other.url), 2);
    await courierOf().deliver();
    expect(await acknowledgedOf(recordAt(other.url))).toBe(0);
    expect(other.reported).toEqual([]);
  });

  it('rejects while a page has a run open that is owed, and delivers the others', async () => {
    await leave(recordAt(server.url, 'live'), 2);
    await leave(recordAt(server.url, 'left'), 2);
    await locks.request(runLock(runKey(recordAt(server.url, 'live'))), {}, async () => {
      await expect(courierOf().deliver()).rejects.toThrow('live');
    });
    expect(await lineCount('left')).toBe(2);
    expect(await lineCount('live')).toBeUndefined();
    await courierOf().deliver();
    expect(await lineCount('live')).toBe(2);
  });

  it('rejects when the server is away, and loses nothing', async () => {
    const record = recordAt('http://127.0.0.1:9');
    await leave(record, 2);
    await expect(new Courier(record.baseUrl, 'token', wandbBackend).deliver()).rejects.toMatchObject({
      code: 'unreachable',
    });
    expect(await acknowledgedOf(record)).toBe(0);
  });

  it('journals and delivers last words, once however often they are said', async () => {
    const record = recordAt(server.url);
    await leave(record, 2);
    const words: LastWords = {
      writer: 'w1',
      record,
      batch: {
        streams: { history: { offset: 1, lines: linesFrom(1, 3) } },
        sequence: 1_000_000,
        step: 4,
        openRow: null,
      },
    };
    const courier = courierOf();
    await Promise.all([courier.take(words), courier.take(words)]);
    await courier.take(words);
    expect(await lineCount()).toBe(4);
  });

  it('delivers also when the last words come too late', async () => {
    const record = recordAt(server.url);
    await leave(record, 2);
    const late: LastWords = {
      writer: 'w0',
      record,
      batch: { streams: { history: { offset: 2, lines: [line(2)] } }, sequence: 1_000_000, step: 3, openRow: null },
    };
    await courierOf().take(late);
    expect(await lineCount()).toBe(2);
  });
});

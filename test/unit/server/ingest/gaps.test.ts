import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SqliteStore } from '../../../../src/server/store/sqlite/sqlite-store';
import { RUN_FIELDS, type RunChanges } from '../../../../src/server/store/port/store';
import { type KeysAnswer, type SeriesAnswer, parseLine } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterEach(() => server[Symbol.asyncDispose]());

const HISTORY = 'wandb-history.jsonl';
const send = async (offset: number, content: string[], file = HISTORY) =>
  (await server.fileStream('p', 'r', { files: { [file]: { offset, content } } })).status;
const get = async <T>(what: string) => parseLine(await (await server.fetch(`/api/runs/local/p/r/${what}`)).text()) as T;

/** Asks for one thing of the run. */
async function ask<T>(what: string): Promise<T> {
  const { data } = await server.graphql<{ project: { run: T } }>(
    `{ project(name: "p") { run(name: "r") { answer: ${what} } } }`,
  );
  return (data!.project.run as { answer: T }).answer;
}

async function rewind(step: number): Promise<number> {
  const { data } = await server.graphql<{ rewindRun: { rewoundRun: { historyLineCount: number } } }>(
    'mutation($step: Float!) { rewindRun(input: { runName: "r", projectName: "p", metricName: "_step", metricValue: $step }) { rewoundRun { historyLineCount } } }',
    { step },
  );
  return data!.rewindRun.rewoundRun.historyLineCount;
}

/** Gaps of a million lines each. */
async function leaveGaps(): Promise<number> {
  let end = 0;
  for (let request = 0; request < 60; request++) {
    expect(await send(end + 1_000_000, [`{"a":${request}}`])).toBe(200);
    end += 1_000_001;
  }
  return end;
}

test('lines that nobody has sent are not work', async () => {
  const end = await leaveGaps();
  const all = Array.from({ length: 60 }, (_, request) => `{"a":${request}}`);
  expect(await ask('history(minStep: 0)')).toEqual(['{"a":59}']);
  expect(await ask('history(minStep: 59000000)')).toEqual(['{"a":59}']);
  expect(await ask(`sampledHistory(specs: ["{\\"keys\\":[\\"a\\"]}"])`)).toEqual([
    all.map((line) => JSON.parse(line) as object),
  ]);
  await server.createRun('p', 'fork', {
    config: JSON.stringify({ _wandb: { value: { branch_point: { run_id: 'r', step: 1e15 } } } }),
  });
  const fork = await server.graphql('{ project(name: "p") { run(name: "fork") { history } } }');
  expect(fork.data).toEqual({ project: { run: { history: all } } });
  expect(await rewind(1e18)).toBe(end);
  expect(await rewind(30_500_000)).toBe(30_500_001);
  expect((await get<KeysAnswer>('keys')).keys).toEqual([{ key: 'a', kinds: ['number'], count: 30 }]);
});

test('events on both sides of a gap are there once', async () => {
  const events = 'wandb-events.jsonl';
  await send(0, ['{"cpu":1}'], events);
  await send(3000, ['{"cpu":2}'], events);
  expect((await get<SeriesAnswer>('series?stream=events&keys=cpu')).series[0]).toMatchObject({
    x: [0, 3000],
    y: [1, 2],
  });
});

test('a rewind of rows that came out of order keeps exactly those up to the step, and they close up', async () => {
  await send(
    0,
    [0, 1, 5, 2, 7].map((step) => `{"_step":${step},"s${step}":1}`),
  );
  expect(await rewind(2)).toBe(3);
  expect(await ask('history')).toEqual(['{"_step":0,"s0":1}', '{"_step":1,"s1":1}', '{"_step":2,"s2":1}']);
  await send(3, ['{"_step":3}']);
  expect((await get<SeriesAnswer>('series?keys=_step')).series[0]).toMatchObject({ x: [0, 1, 2, 3], y: [0, 1, 2, 3] });
  expect((await get<KeysAnswer>('keys')).keys.map(({ key }) => key)).toEqual(['_step', 's0', 's1', 's2']);
});

test('gaps do not add up to more lines than GraphQL can count', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-gaps-'));
  const store = await SqliteStore.open(folder);
  try {
    const { project } = store.projects.upsert('local', 'p', null, 0);
    const unsaid = Object.fromEntries(RUN_FIELDS.map((field) => [field, null])) as unknown as RunChanges;
    const { id } = store.create(project.id, 'r', { ...unsaid, displayName: 'a', tags: null }, [], 0);
    const last = 2 ** 31 - 2;
    store.runs.beat(id, { history: last - 1000, events: 0, output: 0 }, null, 0, false);
    const put = (offset: number) =>
      store.write(id, {
        streams: { history: { offset, content: ['{}'] } },
        summary: null,
        exitcode: null,
        interruptedAt: null,
        receivedAt: 0,
      });
    expect(() => put(last + 1)).toThrow('room for 2147483647 lines');
    expect(put(last)?.run.lineCounts.history).toBe(2 ** 31 - 1);
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

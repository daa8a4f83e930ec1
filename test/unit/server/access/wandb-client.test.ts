import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../../../../src/server/access/caller';
import { SqliteStore } from '../../../../src/server/store/sqlite/sqlite-store';
import { wandbClientOf } from '../../../../src/server/access/wandb-client';
import { fileStreamPath, type FileStreamRequest, parseRow } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const UPSERT =
  'mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { bucket { id historyLineCount } } }';
const CORE = { 'user-agent': 'wandb-core' };
const shared = (id: string) => ({
  ...CORE,
  'x-wandb-use-async-filestream': 'true',
  'x-wandb-client-id': id,
  'x-wandb-async-client-id': id,
});

/** A process of W&B's client begins to write the run "r", or says more of itself. */
async function upsert(headers: Record<string, string>, { config = {}, ...input }: Record<string, unknown> = {}) {
  const section = (config as { _wandb?: object })._wandb ?? { value: { t: {} } };
  const text = JSON.stringify({ ...(config as object), _wandb: section });
  const variables = { input: { name: 'r', modelName: 'p', host: 'machine', ...input, config: text } };
  const response = await post('/graphql', { query: UPSERT, variables }, headers);
  return ((await response.json()) as { data: { upsertBucket: { bucket: { id: string; historyLineCount: number } } } })
    .data.upsertBucket.bucket;
}

const post = (path: string, body: object, headers: Record<string, string>) =>
  server.fetch(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

async function send(headers: Record<string, string>, request: FileStreamRequest): Promise<number> {
  return (await post(`/${fileStreamPath('local', 'p', 'r')}`, request, headers)).status;
}

const row = (by: string, step: number) =>
  `{"_step":${step},"_timestamp":${by.charCodeAt(0) * 100 + step},"by":"${by}"}`;
const rows = (by: string, from: number, end: number) =>
  Array.from({ length: end - from }, (_, index) => row(by, from + index));
const history = (offset: number, content: string[]): FileStreamRequest => ({
  files: { 'wandb-history.jsonl': { offset, content } },
});
const summary = (value: object): FileStreamRequest => ({
  files: { 'wandb-summary.json': { offset: 0, content: [typeof value === 'string' ? value : JSON.stringify(value)] } },
});

async function run() {
  const { data } = await server.graphql<{
    project: { run: { history: string[]; summaryMetrics: string; config: string; state: string } };
  }>('{ project(name: "p") { run(name: "r") { history(samples: 1000) summaryMetrics config state } } }');
  const found = data!.project.run;
  return { ...found, summary: parseRow(found.summaryMetrics), config: parseRow(found.config) };
}

describe('a process of W&B’s client', () => {
  test('that opens a run of another has its lines behind it, and when it is uploaded again, where they are', async () => {
    for (const by of ['a', 'b', 'a', 'b']) {
      expect((await upsert(CORE)).historyLineCount).toBe(0);
      expect(await send(CORE, history(0, rows(by, 0, 2)))).toBe(200);
      // That it says more of itself, or has a new name, begins nothing.
      await upsert(CORE, { host: null, config: { _wandb: { value: { e: { w: {} } } } } });
      expect(await send(CORE, history(2, rows(by, 2, 3)))).toBe(200);
    }
    expect((await run()).history).toEqual([...rows('a', 0, 3), ...rows('b', 0, 3)]);
  });

  test('whose tags change does not begin anew, though it names itself whole', async () => {
    const { id } = await upsert(CORE);
    const output = (offset: number, ...content: string[]) =>
      send(CORE, { files: { 'output.log': { offset, content } } });
    await output(0, 't 10 %', 't 20 %');
    await upsert(CORE, { id, tags: ['x'], config: { _wandb: { value: { e: { w: {} } } } } });
    await output(0, 't 90 %');
    const { data } = await server.graphql<{ project: { run: { logLines: { edges: { node: { line: string } }[] } } } }>(
      '{ project(name: "p") { run(name: "r") { logLines { edges { node { line } } } } } }',
    );
    expect(data!.project.run.logLines.edges.map(({ node }) => node.line)).toEqual(['t 90 %', 't 20 %']);
  });

  test('that resumes goes on behind all, and when it is uploaded once more it adds nothing', async () => {
    await upsert(CORE);
    await send(CORE, history(0, rows('a', 0, 3)));
    const { id } = await upsert(CORE);
    await send(CORE, history(0, rows('b', 0, 2)));
    for (const count of [5, 7]) {
      await upsert(CORE, { id });
      await send(CORE, history(count, rows('c', 5, 7)));
    }
    expect((await run()).history).toEqual([...rows('a', 0, 3), ...rows('b', 0, 2), ...rows('c', 5, 7)]);
  });

  test('has its rows behind those of a run that was written before anybody told writers apart', async () => {
    // As any other client writes it, and as a database of before has it.
    await server.createRun('p', 'r');
    await send({}, history(0, rows('a', 0, 3)));
    for (const by of ['b', 'a', 'b']) {
      await upsert(CORE);
      await send(CORE, history(0, rows(by, 0, 3)));
    }
    expect((await run()).history).toEqual([...rows('a', 0, 3), ...rows('b', 0, 3)]);
  });

  test('of the same step and time as another, which shares the run, has its own row all the same', async () => {
    for (const id of ['one', 'two']) {
      await upsert(shared(id));
      await send(shared(id), history(0, [`{"_step":0,"_timestamp":5,"by":"${id}"}`]));
    }
    expect((await run()).history).toHaveLength(2);
  });
});

test('another client numbers the lines of the run', async () => {
  await upsert(CORE);
  await send(CORE, history(0, rows('a', 0, 2)));
  await upsert({ 'user-agent': 'node' });
  expect(await send({ 'user-agent': 'node' }, history(1, [row('z', 1), row('z', 2)]))).toBe(200);
  expect((await run()).history).toEqual([row('a', 0), row('z', 1), row('z', 2)]);
});

test('a page is not a such client, whatever it calls itself', () => {
  const headers: Record<string, string> = shared('a');
  const page = { kind: 'page', entity: 'local', project: 'p' } as unknown as Caller;
  expect(wandbClientOf((name) => headers[name], page)).toBeNull();
  expect(wandbClientOf((name) => headers[name], { kind: 'owner' } as unknown as Caller)).toEqual({ id: 'a' });
});

test('a client whose id is a novel is refused', async () => {
  await upsert(CORE);
  expect(await send(shared('x'.repeat(129)), history(0, [row('a', 0)]))).toBe(400);
});

test('the config of all writers together is bounded: what could be stored and never read again is refused', async () => {
  const say = (key: string) => {
    const config = JSON.stringify({ [key]: { value: 'x'.repeat(9_000_000) }, _wandb: { value: { t: {} } } });
    return post(
      '/graphql',
      { query: UPSERT, variables: { input: { name: 'r', modelName: 'p', host: 'machine', config } } },
      CORE,
    );
  };
  expect((await say('a')).status).toBe(200);
  const late = await say('b');
  expect([late.status, await late.text()]).toEqual([413, expect.stringContaining('The config of a run cannot exceed')]);
  expect((await say('a')).status).toBe(200);
});

describe('writers that share a run', () => {
  test('are written down apart: config, summary, and rows that arrive twice', async () => {
    for (const id of ['a', 'b']) await upsert(shared(id), { config: { [`of ${id}`]: { value: 1 } } });
    for (const id of ['a', 'b', 'a']) await send(shared(id), history(0, rows(id, 0, 2)));
    await send(shared('a'), summary({ loss: 1, only: { a: 1 }, gone: 1, _timestamp: 10 }));
    await send(shared('b'), summary('{"loss":2,"only":{"b":9007199254740993},"_timestamp":12}' as unknown as object));
    // An older row does not go over a later one, and what it had set itself may go.
    await send(shared('a'), summary({ loss: 3, only: { a: 2 }, _timestamp: 11 }));
    const { summaryMetrics, config, ...found } = await run();
    expect(found.history).toEqual([...rows('a', 0, 2), ...rows('b', 0, 2)]);
    expect(parseRow(summaryMetrics)).toMatchObject({ loss: 2, only: { a: 2 }, _timestamp: 12 });
    expect(summaryMetrics).toContain('"b":9007199254740993');
    expect(found.summary).not.toHaveProperty('gone');
    expect(config).toMatchObject({ 'of a': { value: 1 }, 'of b': { value: 1 } });
  });

  test('do not open a run again that one of them has ended, until one begins anew', async () => {
    for (const id of ['a', 'b']) await upsert(shared(id));
    await send(shared('a'), { ...history(0, rows('a', 0, 1)), complete: true, exitcode: 0 });
    await send(shared('b'), history(0, rows('b', 0, 1)));
    await upsert(shared('b'), { host: null });
    expect((await run()).state).toBe('finished');
    await upsert(shared('c'));
    expect((await run()).state).toBe('running');
  });

  test('are read to the last row of each step, page by page', async () => {
    for (const id of ['a', 'b', 'c']) {
      await upsert(shared(id));
      await send(shared(id), history(0, rows(id, 0, 10)));
    }
    const spec = JSON.stringify({ keys: ['_step', 'by'], minStep: 0, maxStep: 9, samples: 10 });
    const { data } = await server.graphql<{ project: { run: { sampledHistory: object[][] } } }>(
      'query($spec: JSONString!) { project(name: "p") { run(name: "r") { sampledHistory(specs: [$spec]) } } }',
      { spec },
    );
    expect(data!.project.run.sampledHistory[0]).toHaveLength(30);
  });
});

test('a rewound run is one writer’s, and goes on from there', async () => {
  const { id } = await upsert(CORE);
  await send(CORE, history(0, rows('a', 0, 5)));
  await server.graphql(
    'mutation { rewindRun(input: { runName: "r", projectName: "p", metricName: "_step", metricValue: 1 }) { rewoundRun { id } } }',
  );
  await upsert(CORE, { id });
  await send(CORE, history(2, rows('b', 2, 4)));
  expect((await run()).history).toEqual([...rows('a', 0, 2), ...rows('b', 2, 4)]);
});

test('who has written a run is forgotten with it', async () => {
  const data = mkdtempSync(join(tmpdir(), 'spoor-writers-'));
  try {
    const own = await startTestServer({ data });
    const before = server;
    server = own;
    const { id } = await upsert(CORE);
    await send(CORE, history(0, rows('a', 0, 2)));
    await own.graphql('mutation($id: ID!) { deleteRun(input: { id: $id }) { clientMutationId } }', { id });
    server = before;
    await own.close();
    const database = new Database(join(data, 'spoor.db'));
    expect(
      database.prepare('SELECT (SELECT count(*) FROM writers) + (SELECT count(*) FROM stretches) AS count').all(),
    ).toEqual([{ count: 0 }]);
    database.close();
    (await SqliteStore.open(data)).close();
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

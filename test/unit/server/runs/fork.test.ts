import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SqliteStore } from '../../../../src/server/store/sqlite/sqlite-store';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.createRun('p', 'parent');
  await send('parent', 0, '{"_step":0,"a":0}', '{"_step":2,"a":2}', '{"_step":1,"a":1}', '{"_step":3,"a":3}');
});
afterEach(() => server[Symbol.asyncDispose]());

const send = (run: string, offset: number, ...content: string[]) =>
  server.fileStream('p', run, { files: { 'wandb-history.jsonl': { offset, content } } });
const configOf = (point: unknown) => JSON.stringify({ _wandb: { value: { branch_point: point } } });

/** Opens a run as a writer does, and says from which line on it will write. */
async function open(name: string, fields: object = {}, project = 'p', token?: string) {
  const answer = await server.graphql<{ upsertBucket: { bucket: { historyLineCount: number } } }>(
    'mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { bucket { historyLineCount } } }',
    { input: { name, modelName: project, ...fields } },
    token,
  );
  return answer.data!.upsertBucket.bucket.historyLineCount;
}

async function history(name: string, project = 'p') {
  const answer = await server.graphql<{
    project: { run: { history: string[]; historyKeys: object; historyLineCount: number } };
  }>(
    'query($project: String!, $name: String!) { project(name: $project) { run(name: $name) { history historyKeys historyLineCount } } }',
    { project, name },
  );
  return answer.data!.project.run;
}

test('a fork begins with the rows of its parent up to the step, in the order of steps, and goes on behind them', async () => {
  const config = configOf({ run_id: 'parent', step: 2 });
  expect(await open('fork', { config })).toBe(3);
  // The answer may get lost, and the client asks again.
  expect(await open('fork', { config })).toBe(3);
  await send('fork', 3, '{"_step":3,"a":30}');
  expect(await history('fork')).toMatchObject({
    history: ['{"_step":0,"a":0}', '{"_step":1,"a":1}', '{"_step":2,"a":2}', '{"_step":3,"a":30}'],
    historyKeys: { lastStep: 3, keys: { a: { typeCounts: [{ type: 'number', count: 4 }] } } },
  });
  expect((await history('parent')).historyLineCount).toBe(4);
});

test('a fork that is made for later has its rows, and waits', async () => {
  await open('later', { config: configOf({ run_id: 'parent', step: 1 }), state: 'pending' });
  const answer = await server.graphql('{ project(name: "p") { run(name: "later") { state historyLineCount } } }');
  expect(answer.data).toEqual({ project: { run: { state: 'pending', historyLineCount: 2 } } });
});

test('a server that dies while it makes a fork leaves none behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-fork-'));
  const store = await SqliteStore.open(folder);
  try {
    const { project } = store.projects.upsert('local', 'p', null, 0);
    const lines = Array.from({ length: 6_000 }, (_, step) => `{"_step":${step}}`);
    const change = vi.spyOn(store.columns, 'change').mockImplementationOnce(() => undefined);
    change.mockImplementationOnce(() => {
      throw new Error('died');
    });
    const unsaid = {
      displayName: 'a',
      description: null,
      notes: null,
      config: null,
      summary: null,
      group: null,
      jobType: null,
    };
    const changes = { ...unsaid, program: null, repo: null, commit: null, host: null, sweep: null, tags: null };
    expect(() => store.create(project.id, 'fork', changes, lines, 0)).toThrow('died');
    expect(store.runs.find('local', 'p', 'fork')).toBeNull();
    change.mockRestore();
    expect(store.create(project.id, 'fork', changes, lines, 0).lineCounts.history).toBe(6_000);
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each([
  ['a parent that is not there', { run_id: 'none', step: 2 }],
  ['itself', { run_id: 'fork', step: 2 }],
  ['nonsense', { run_id: 7, step: 'x' }],
  ['nothing', null],
])('a branch point of %s inherits nothing', async (_what, point) => {
  expect(await open('fork', { config: configOf(point) })).toBe(0);
  expect((await history('fork')).history).toEqual([]);
});

test('a parent in another project is out of reach of a page', async () => {
  const response = await server.fetch('/api/page-token', { method: 'POST', body: '{"project":"q"}' });
  const { token } = (await response.json()) as { token: string };
  expect(await open('fork', { config: configOf({ run_id: 'parent', step: 2 }) }, 'q', token)).toBe(0);
  expect((await history('fork', 'q')).history).toEqual([]);
});

test('a run that is opened anew is written from the first line; all that were there are still counted', async () => {
  expect(await open('parent')).toBe(0);
  await send('parent', 0, '{"_step":0,"a":10}');
  expect(await history('parent')).toMatchObject({
    historyLineCount: 4,
    history: ['{"_step":0,"a":10}', '{"_step":2,"a":2}', '{"_step":1,"a":1}', '{"_step":3,"a":3}'],
  });
});

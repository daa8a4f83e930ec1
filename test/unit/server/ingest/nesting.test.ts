import { afterAll, beforeAll, expect, test } from 'vitest';
import { isTooDeep } from '../../../../src/server/ingest/nesting';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterAll(() => server[Symbol.asyncDispose]());

const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

test.each([
  [deep(1000), false],
  [deep(1001), true],
  [`${'{"a":'.repeat(1001)}1${'}'.repeat(1001)}`, true],
  // Side by side is not one in the other.
  [`[${Array<string>(5000).fill('[]').join(',')}]`, false],
  // What stands in a string opens nothing, and a quote in it does not end it.
  [JSON.stringify({ text: `${'['.repeat(5000)}\\"[` }), false],
  [JSON.stringify({ text: '\\' }) + deep(1001), true],
  ['', false],
])('counts what is opened and not yet closed: %.20s', (text, expected) => {
  expect(isTooDeep(text)).toBe(expected);
});

test.each(['wandb-history.jsonl', 'wandb-events.jsonl', 'wandb-summary.json'])(
  'a line of %s that is nested too deep is refused',
  async (name) => {
    const answer = await server.fileStream('p', 'r', {
      files: { [name]: { offset: 0, content: [`{"a":${deep(20_000)}}`] } },
    });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('nested at most 1000 deep')]);
  },
);

test('so are a config and a filter', async () => {
  await expect(server.createRun('p', 'other', { config: deep(20_000) })).rejects.toThrow('nested at most 1000 deep');
  const filters = `${'{"$and":['.repeat(1001)}${']}'.repeat(1001)}`;
  const answer = await server.graphql(
    'query($f: JSONString) { project(name: "p", entityName: "local") { runs(filters: $f) { totalCount } } }',
    { f: filters },
  );
  expect([answer.status, answer.errors?.[0]?.message]).toEqual([
    400,
    expect.stringContaining('nested at most 1000 deep'),
  ]);
});

test('what is just not too deep is kept, and read again', async () => {
  const row = `{"_step":0,"deep":${deep(990)},"text":"${'['.repeat(5000)}\\"["}`;
  const sent = await server.fileStream('p', 'r', { files: { 'wandb-history.jsonl': { offset: 0, content: [row] } } });
  expect(sent.status).toBe(200);
  expect((await server.fetch('/api/runs/local/p/r/rows?key=deep')).status).toBe(200);
  const spec = '["{\\"keys\\":[\\"deep\\"]}"]';
  const read = await server.graphql(
    `{ project(name: "p") { run(name: "r") { sampledHistory(specs: ${spec}) history } } }`,
  );
  expect(read.status).toBe(200);
});

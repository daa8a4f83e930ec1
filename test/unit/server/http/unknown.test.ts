import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterEach(() => server[Symbol.asyncDispose]());

const UPSERT = 'mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted } }';

describe('what a client asks for and the server does not know is refused and reported, once', () => {
  test.each([
    ['a field', '{ viewer { favouriteColour } }', {}, 'GraphQL: Cannot query field "favouriteColour" on type "User".'],
    [
      'an operation',
      'mutation { colourEverything(id: "x") { id } }',
      {},
      'GraphQL: Cannot query field "colourEverything" on type "Mutation".',
    ],
    [
      'an argument',
      '{ project(name: "p", colour: "red") { id } }',
      {},
      'GraphQL: Unknown argument "colour" on field "Query.project".',
    ],
    ['a type', 'query($c: Colour) { project(name: $c) { id } }', {}, 'GraphQL: Unknown type "Colour".'],
    ['a variable', '{ project(name: $name) { id } }', {}, 'GraphQL: Variable "$name" is not defined.'],
    [
      'a key of an input in the text',
      'mutation { upsertBucket(input: { name: "r", colour: "red" }) { inserted } }',
      {},
      'GraphQL: Field "colour" is not defined by type "UpsertBucketInput".',
    ],
    [
      'a key of an input in the variables',
      UPSERT,
      { input: { name: 'r', modelName: 'p', notes: 'a secret', colour: 'red' } },
      'GraphQL: Field "colour" is not defined by type "UpsertBucketInput".',
    ],
    ['a syntax', '{ viewer { id } | project }', {}, 'GraphQL: Syntax Error: Expected Name, found "|".'],
  ])('%s', async (_what, query, variables, line) => {
    for (let time = 0; time < 2; time++) {
      const answer = await server.graphql(query, variables);
      expect(answer).toMatchObject({ status: 400, errors: [{ message: expect.any(String) }] });
    }
    expect(server.reported).toEqual([line]);
  });

  test.each([
    ['POST', '/api/v9/things'],
    ['PUT', '/blobs/1'],
    ['GET', '/artifactsV9/a/b/c'],
    ['DELETE', '/graphql', 405],
  ])('an address: %s %s', async (method, path, status = 404) => {
    for (let time = 0; time < 2; time++) expect((await fetch(server.url + path, { method })).status).toBe(status);
    expect(server.reported).toEqual([`HTTP: there is nothing at ${method} ${path}.`]);
  });

  test('a part and a file of a file_stream request, of which the rest is stored', async () => {
    const files = {
      'wandb-history.jsonl': { offset: 0, content: ['{"a":1}'] },
      'wandb-colours.jsonl': { offset: 0, content: ['{}'] },
    };
    for (let time = 0; time < 2; time++) {
      const body = JSON.stringify({ files, painting: true, dropped: 0, uploaded: [], preempting: true });
      expect((await server.fetch('/files/local/p/r/file_stream', { method: 'POST', body })).status).toBe(200);
    }
    expect(server.reported).toEqual([
      'file_stream: "painting" is not known.',
      'file_stream: the file "wandb-colours.jsonl" is not known.',
    ]);
    const answer = await server.graphql<{ project: { run: object } }>(
      '{ project(name: "p") { run(name: "r") { historyLineCount } } }',
    );
    expect(answer.data!.project.run).toEqual({ historyLineCount: 1 });
  });
});

describe('what is not reported', () => {
  test('what browsers ask for of their own accord, and the probe of W&B’s telemetry', async () => {
    const browser = { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    expect((await fetch(`${server.url}/assets/none.map`, { headers: browser })).status).toBe(404);
    expect((await fetch(`${server.url}/sdk/otel/v1/metrics`, { method: 'POST' })).status).toBe(404);
    // Any page of the web can send this without being let in, and could use up what is reported.
    await fetch(`${server.url}/api/none`, { mode: 'no-cors' });
    expect(server.reported).toEqual([]);
  });

  test('values that do not fit, undeclared variables, runs and files that are not there', async () => {
    await server.graphql(UPSERT, { input: { name: 3 } });
    await server.graphql('{ viewer { id } }', { undeclared: 1 });
    await server.graphql('mutation { stopRun(input: { id: "x" }) { success } }');
    await server.fetch('/files/local/p/r/none.txt');
    expect(server.reported).toEqual([]);
  });

  test('more than 500 inventions, or all of a long one', async () => {
    const long = 'x'.repeat(5000);
    await server.graphql(`{ viewer { ${long} } }`);
    expect(server.reported[0]!.length).toBeLessThanOrEqual(500);
    for (let batch = 0; batch < 40; batch++) {
      const fields = Array.from({ length: 20 }, (_, i) => `f${batch}x${i}`).join(' ');
      await server.graphql(`{ viewer { ${fields} } }`);
    }
    expect(server.reported.length).toBe(500);
  });
});

test('what an address says to a terminal does not reach it, neither as a report nor as a line for each request', async () => {
  const logged: string[] = [];
  await using verbose = await startTestServer({ log: (line) => void logged.push(line) });
  expect((await fetch(`${verbose.url}/api/%1b]52;c;aGk=%07%c2%9b2J%7f%0d%0aforged`)).status).toBe(404);
  expect(verbose.reported).toEqual(['HTTP: there is nothing at GET /api/ ]52;c;aGk= 2J forged.']);
  expect(logged).toEqual(['GET /api/ ]52;c;aGk= 2J forged 404']);
});

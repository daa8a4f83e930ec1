import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterAll(() => server[Symbol.asyncDispose]());

const refusal = (text: string) => ({ status: 400, errors: [{ message: expect.stringContaining(text) }] });
const notify = (waitDuration: unknown) =>
  server.graphql(
    'mutation($d: Duration) { notifyScriptableRunAlert(input: { entityName: "local", projectName: "p", runName: "r", title: "t", text: "", waitDuration: $d }) { success } }',
    { d: waitDuration },
  );

describe('a JSONString', () => {
  const filter = (f: unknown) =>
    server.graphql('query($f: JSONString) { project(name: "p") { runCount(filters: $f) } }', { f });

  test('is a document in a string; bare NaN is taken, as W&B’s clients write it', async () => {
    for (const text of ['{}', '{"config.a":NaN}', '[]', 'null']) expect((await filter(text)).status, text).toBe(200);
    expect((await server.graphql('{ project(name: "p") { runCount(filters: "{}") } }')).status).toBe(200);
  });

  test.each([[{}], [5], [true], ['{'], [''], ['{"a":1} x'], ['undefined']])('is not %j', async (value) => {
    expect(await filter(value)).toMatchObject(refusal('JSONString must'));
  });

  test('is not a number in the text of a query', async () => {
    expect(await server.graphql('{ project(name: "p") { runCount(filters: 5) } }')).toMatchObject(
      refusal('JSONString'),
    );
  });
});

describe('Int64 and Duration', () => {
  test('go beyond 2^31, and may be written as texts', async () => {
    for (const value of [3_000_000_000, '3000000000', 0, null]) expect((await notify(value)).status).toBe(200);
    expect(
      (await server.graphql('{ project(name: "p") { run(name: "r") { history(maxStep: 3000000000) } } }')).status,
    ).toBe(200);
  });

  test.each([[1.5], ['x'], [true], [[1]], [{}]])('are not %j', async (value) => {
    expect(await notify(value)).toMatchObject(refusal('whole number'));
  });

  test('are not texts in the text of a query', async () => {
    const query = '{ project(name: "p") { run(name: "r") { history(maxStep: "5") } } }';
    expect(await server.graphql(query)).toMatchObject(refusal('whole number'));
  });
});

describe('a DateTime', () => {
  test('is a moment in ISO 8601', async () => {
    const { data } = await server.graphql<{ project: { run: { createdAt: string } } }>(
      '{ project(name: "p") { run(name: "r") { createdAt } } }',
    );
    expect(data!.project.run.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('that cannot be told costs nothing else of the answer', async () => {
    let clock = Date.UTC(2026, 0, 1);
    await using odd = await startTestServer({ now: () => clock });
    clock = 9e15;
    await odd.createRun('p', 'r');
    const { data } = await odd.graphql('{ project(name: "p") { run(name: "r") { name heartbeatAt } } }');
    expect(data).toEqual({ project: { run: { name: 'r', heartbeatAt: null } } });
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { basicAuthorization } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';
import { sendRaw } from './send-raw';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r', { config: '{"seed":{"value":9007199254740993}}' });
});
afterAll(() => server[Symbol.asyncDispose]());

const post = (body: unknown) => server.fetch('/graphql', { method: 'POST', body: JSON.stringify(body) });
const QUERY = 'query A { viewer { id } } query B { viewer { entity } }';

describe('a request', () => {
  test('names the operation that it wants; the empty name stands for none, as W&B’s relay has it', async () => {
    expect(await (await post({ query: QUERY, operationName: 'B' })).json()).toEqual({
      data: { viewer: { entity: 'local' } },
    });
    const one = { query: '{ viewer { entity } }', operationName: '' };
    expect(await (await post(one)).json()).toEqual({ data: { viewer: { entity: 'local' } } });
    expect((await post({ query: QUERY })).status).toBe(400);
  });

  test.each([[{}], [[]], [null], ['{ viewer { id } }'], [{ query: 5 }], [{ query: '{' }], [{ query: '' }]])(
    'without a query is refused: %j',
    async (body) => {
      const response = await post(body);
      const { errors } = (await response.json()) as { errors: { message: string }[] };
      expect([response.status, errors[0]!.message]).toEqual([400, expect.any(String)]);
    },
  );

  test.each([['text'], [7], [[1]], [null]])(
    'with variables that are not an object goes without them: %j',
    async (variables) => {
      const query = 'query($name: String) { project(name: $name) { id } }';
      expect(await (await post({ query, variables })).json()).toEqual({ data: { project: null } });
    },
  );

  test('with variables that do not fit is refused, and says which', async () => {
    const answer = await server.graphql('query($name: String!) { project(name: $name) { id } }', {});
    expect(answer).toMatchObject({ status: 400, errors: [{ message: expect.stringContaining('$name') }] });
  });

  test('of nobody whom the server knows is not read', async () => {
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', body: '{' });
    expect(response.status).toBe(401);
  });
});

describe('an answer', () => {
  test('has integers beyond 2^53 as they were sent', async () => {
    const query = '{ project(name: "p") { run(name: "r") { config(keys: ["seed"]) } } }';
    expect(await (await post({ query })).text()).toContain('9007199254740993');
  });

  test('begins its addresses with the name by which the server was called', async () => {
    const mutation =
      'mutation { createRunFiles(input: { entityName: "local", projectName: "p", runName: "r", files: ["a"] }) { files { uploadUrl } } }';
    const headers = { host: `localhost:${server.port}`, authorization: basicAuthorization(server.key) };
    const answer = await sendRaw(server, '/graphql', headers, {
      method: 'POST',
      body: JSON.stringify({ query: mutation }),
    });
    expect(answer.text).toContain(`"http://localhost:${server.port}/uploads/`);
  });
});

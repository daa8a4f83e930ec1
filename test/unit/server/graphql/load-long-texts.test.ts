import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';

// How long the answer may be in all is in reading/text-budget.test.ts.
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  for (const name of ['a', 'b'])
    await server.createRun('p', name, {
      config: `{"of":{"value":"${name}"}}`,
      notes: `notes of ${name}`,
      description: `about ${name}`,
      summaryMetrics: `{"best":"${name}"}`,
    });
});
afterAll(() => server[Symbol.asyncDispose]());

const TEXTS = 'name config notes description summaryMetrics';
const textsOf = (name: string) => ({
  name,
  config: `{"of":{"value":"${name}"}}`,
  notes: `notes of ${name}`,
  description: `about ${name}`,
  summaryMetrics: `{"best":"${name}"}`,
});

test('a run has its long texts, whether it comes from a list or by its name', async () => {
  const { data } = await server.graphql(
    `{ project(name: "p") { runs { edges { node { ${TEXTS} } } } run(name: "b") { ${TEXTS} } } }`,
  );
  expect(data).toEqual({
    project: { runs: { edges: [{ node: textsOf('a') }, { node: textsOf('b') }] }, run: textsOf('b') },
  });
});

test('a run that never had any says so', async () => {
  await server.createRun('q', 'bare');
  const { data } = await server.graphql(`{ project(name: "q") { runs { edges { node { ${TEXTS} } } } } }`);
  expect(data).toEqual({
    project: {
      runs: {
        edges: [{ node: { name: 'bare', config: '{}', notes: null, description: null, summaryMetrics: '{}' } }],
      },
    },
  });
});

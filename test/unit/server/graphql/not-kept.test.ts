import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterAll(() => server[Symbol.asyncDispose]());

test('a project has no views, which is said by an empty list', async () => {
  const query =
    '{ project(name: "p") { allViews(viewType: "runs", first: 5) { edges { node { id } } pageInfo { hasNextPage } } } }';
  expect(await server.graphql(query)).toEqual({
    status: 200,
    data: { project: { allViews: { edges: [], pageInfo: { hasNextPage: false } } } },
  });
});

test('a custom chart is not made, and who wants one hears what to do instead', async () => {
  const answer = await server.graphql(
    'mutation { createCustomChart(input: { entity: "local", name: "c", displayName: "C", type: "vega2", access: "private", spec: "{}" }) { chart { id } } }',
  );
  expect(answer).toMatchObject({ status: 400, errors: [{ message: expect.stringContaining('wandb.plot_table') }] });
  expect(server.reported).toEqual([]);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../support/server';

const CONFIG =
  'name: mine\nmethod: grid\nmetric: {name: loss.val, goal: minimize}\nparameters: {x: {values: [1, 2, 3]}}\n';

let server: TestServer;
let clock = Date.UTC(2026, 0, 1);
let sweep: string;
let agent: { id: string; name: string };
beforeAll(async () => {
  server = await startTestServer({ now: () => clock });
  sweep = await create(CONFIG);
  for (const [run, loss] of [
    ['a', '{"loss":{"val":0.5}}'],
    ['b', '{"loss":{"val":0.25}}'],
    ['c', '{"loss":{"val":NaN}}'],
    ['d', '{"loss":"text"}'],
  ] as const)
    await server.createRun('p', run, { sweep, summaryMetrics: loss });
  const { data } = await server.graphql<{ createAgent: { agent: typeof agent } }>(
    'mutation($sweep: String!) { createAgent(input: { host: "h", projectName: "p", sweep: $sweep }) { agent { id name } } }',
    { sweep },
  );
  ({ agent } = data!.createAgent);
});
afterAll(() => server[Symbol.asyncDispose]());

async function create(config: string): Promise<string> {
  const { data } = await server.graphql<{ upsertSweep: { sweep: { name: string } } }>(
    'mutation($config: String!) { upsertSweep(input: { projectName: "p", config: $config }) { sweep { name } } }',
    { config },
  );
  return data!.upsertSweep.sweep.name;
}
async function read(fields: string, name = sweep) {
  const { data } = await server.graphql<{ project: { sweep: Record<string, unknown> | null } }>(
    `query($name: String!) { project(name: "p") { sweep(sweepName: $name) { ${fields} } } }`,
    { name },
  );
  return data!.project.sweep;
}

test('a sweep says what was asked for, and how far it is', async () => {
  expect(
    await read(
      'name displayName method state description config runCount runCountExpected project { name } runs { edges { node { name } } } priorRuns { edges { node { name } } } controller earlyStopJobRunning',
    ),
  ).toEqual({
    name: sweep,
    displayName: 'mine',
    method: 'grid',
    state: 'PENDING',
    description: null,
    config: CONFIG,
    runCount: 4,
    runCountExpected: 3,
    project: { name: 'p' },
    runs: { edges: ['a', 'b', 'c', 'd'].map((name) => ({ node: { name } })) },
    priorRuns: { edges: [] },
    controller: null,
    earlyStopJobRunning: false,
  });
});

test('one that is not there is null', async () => {
  for (const name of ['none', '', '__proto__']) expect(await read('name', name)).toBeNull();
});

describe('the best of its metric', () => {
  test('is a number, of those that are', async () => {
    expect(await read('bestLoss')).toEqual({ bestLoss: 0.25 });
  });

  test('is the greatest where that is the goal, and null without runs or without a metric', async () => {
    const high = await create(CONFIG.replace('minimize', 'maximize'));
    expect(await read('bestLoss', high)).toEqual({ bestLoss: null });
    for (const [run, val] of [
      ['low', 1],
      ['high', 2],
    ] as const)
      await server.createRun('p', run, { sweep: high, summaryMetrics: `{"loss":{"val":${val}}}` });
    expect(await read('bestLoss', high)).toEqual({ bestLoss: 2 });
    const without = await create('method: random\nparameters: {x: {value: 1}}');
    expect(await read('bestLoss runCountExpected', without)).toEqual({ bestLoss: null, runCountExpected: null });
  });
});

test('sweeps are counted, listed by pages, and filtered', async () => {
  const { data } = await server.graphql<{
    project: { totalSweeps: number; sweeps: { edges: object[] }; found: object };
  }>(
    '{ project(name: "p") { totalSweeps sweeps(first: 1) { edges { node { name } } pageInfo { hasNextPage } } found: sweeps(filters: "{\\"display_name\\":\\"none\\"}") { edges { node { name } } } } }',
  );
  const { totalSweeps, sweeps, found } = data!.project;
  expect(totalSweeps).toBeGreaterThan(1);
  expect(sweeps).toMatchObject({ edges: [{ node: { name: expect.any(String) } }], pageInfo: { hasNextPage: true } });
  expect(found).toEqual({ edges: [] });
  const wrong = await server.graphql(
    '{ project(name: "p") { sweeps(filters: "{\\"colour\\":1}") { edges { cursor } } } }',
  );
  expect(wrong.status).toBe(400);
});

test('an agent is found by its name and its id, and is crashed once it is silent', async () => {
  const find = async (agentName: string) =>
    (await read(`agent(agentName: "${agentName}") { host state totalRuns }`))!['agent'];
  const found = { host: 'h', state: 'RUNNING', totalRuns: 0 };
  for (const name of [agent.name, agent.id]) expect(await find(name)).toEqual(found);
  expect(await find('none')).toBeNull();
  const began = new Date(clock).toISOString();
  clock += 5 * 60_000;
  expect(await read('heartbeatAt agents { edges { node { state runs { edges { cursor } } } } }')).toEqual({
    heartbeatAt: began,
    agents: { edges: [{ node: { state: 'CRASHED', runs: { edges: [] } } }] },
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  for (const [index, loss] of [0.3, 0.1, 0.2].entries()) {
    await server.createRun('p', `r${index}`, {
      displayName: `run ${index}`,
      tags: index === 1 ? ['best'] : [],
      config: JSON.stringify({ lr: { value: index / 10 }, ...(index === 2 && { opt: { value: { name: 'adam' } } }) }),
      summaryMetrics: JSON.stringify({ loss, ...(index === 2 && { 'val/acc.x': 1 }) }),
    });
  }
  await server.fileStream('p', 'r2', { complete: true, exitcode: 0 });
});
afterAll(() => server[Symbol.asyncDispose]());

// As `wandb.Api()` 0.30 sends it.
const RUNS = `# comment
query Runs($project: String!, $entity: String!, $cursor: String, $perPage: Int = 50, $order: String, $filters: JSONString) {
  project(name: $project, entityName: $entity) {
    internalId runCount(filters: $filters) readOnly
    runs(filters: $filters, after: $cursor, first: $perPage, order: $order) { edges { node { projectId ...LightweightRunFragment } cursor } pageInfo { endCursor hasNextPage } }
  }
}
fragment LightweightRunFragment on Run { id tags name displayName sweepName state group jobType commit readOnly createdAt heartbeatAt description notes historyLineCount user { name username } }`;

const post = (body: object) => server.fetch('/graphql', { method: 'POST', body: JSON.stringify(body) });
interface RunsAnswer {
  data: {
    project: {
      runCount: number;
      runs: { edges: { node: { name: string } }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    };
  };
}
const runs = async (variables: object) => {
  const response = await post({
    query: RUNS,
    operationName: '',
    variables: { project: 'p', entity: 'local', undeclared: 1, ...variables },
  });
  const { data } = (await response.json()) as RunsAnswer;
  return {
    names: data.project.runs.edges.map(({ node }) => node.name),
    count: data.project.runCount,
    page: data.project.runs.pageInfo,
  };
};
describe('lists of runs', () => {
  test.each([
    ['-created_at', ['r2', 'r1', 'r0']],
    ['+summary_metrics.loss', ['r1', 'r2', 'r0']],
    ['-config.lr.value', ['r2', 'r1', 'r0']],
  ])('in the order %s', async (order, names) => {
    expect((await runs({ order })).names).toEqual(names);
  });

  test.each([
    [{ state: 'finished' }, ['r2']],
    [{ tags: { $in: ['best'] } }, ['r1']],
    [{ 'summary_metrics.loss': { $lt: 0.25 } }, ['r1', 'r2']],
    [{ $or: [{ display_name: { $regex: '0$' } }, { 'config.lr.value': { $gte: 0.2 } }] }, ['r0', 'r2']],
    [{ $and: [{ state: 'running' }, { tags: { $ne: 'best' } }] }, ['r0']],
    [{ group: null }, ['r0', 'r1', 'r2']],
    [{ 'config.lr': 0.1 }, ['r1']],
    [{ 'config.opt.value.name': 'adam' }, ['r2']],
    [{ 'config.opt.name': 'adam' }, ['r2']],
    [{ $nor: [{ tags: 'best' }, { state: 'finished' }] }, ['r0']],
    [{ display_name: { $not: { $regex: '[01]$' } } }, ['r2']],
    [{ username: 'local', 'summary_metrics.val/acc.x': { $exists: true } }, ['r2']],
  ])('that fit %j', async (filters, names) => {
    expect(await runs({ filters: JSON.stringify(filters) })).toMatchObject({ names, count: names.length });
  });
});

describe('what is refused', () => {
  const ask = (args: string, text: string) =>
    server.graphql(
      `query($text: ${args.includes('order') ? 'String' : 'JSONString'}) { project(name: "p") { ${args} } }`,
      {
        text,
      },
    );

  test.each([
    ['{"colour":"red"}', 'no field "colour"'],
    ['{"constructor":1}', 'no field "constructor"'],
    ['{"state":{"$near":1}}', '$near'],
    ['{"state":{"$where":"1"}}', '$where'],
    ['{"display_name":{"$regex":"("}}', 'pattern'],
  ])('a filter that means nothing: %s', async (filters, fault) => {
    for (const args of ['runCount(filters: $text)', 'runs(filters: $text) { totalCount }'])
      expect(await ask(args, filters)).toMatchObject({
        status: 400,
        errors: [{ message: expect.stringContaining(fault) }],
      });
  });

  test.each(['-colour', '+__proto__', 'toString'])('an order by what is not a field: %s', async (order) => {
    expect(await ask('runs(order: $text) { totalCount }', order)).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining('no field') }],
    });
  });
});

test('a run without a value, or with NaN, is neither the best nor the worst', async () => {
  for (const [run, summaryMetrics] of [
    ['none', '{}'],
    ['nan', '{"loss":NaN}'],
    ['low', '{"loss":1}'],
    ['high', '{"loss":2}'],
  ] as const)
    await server.createRun('ranked', run, { summaryMetrics });
  for (const [order, best] of [
    ['+summary_metrics.loss', ['low', 'high']],
    ['-summary_metrics.loss', ['high', 'low']],
  ] as const)
    expect((await runs({ project: 'ranked', order })).names.slice(0, 2)).toEqual(best);
});

test('a filter that is a list, or no object, asks for nothing', async () => {
  for (const filters of ['[]', '5', 'null', '{}']) expect((await runs({ filters })).count).toBe(3);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';

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
  const content = Array.from({ length: 50 }, (_, line) =>
    JSON.stringify({ _step: line * 2, loss: line, ...(line % 10 === 0 && { val: line }) }),
  );
  await server.fileStream('p', 'r0', { files: { 'wandb-history.jsonl': { offset: 0, content } } });
  await server.fileStream('p', 'r2', { complete: true, exitcode: 0 });
});
afterAll(() => server[Symbol.asyncDispose]());

// As `wandb.Api()` 0.30 sends it (wandb-protocol.md, 10).
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
const run = async (fields: string, variables = '') => {
  const answer = await server.graphql<{ project: { run: Record<string, unknown> } }>(
    `query${variables} { project(name: "p") { run(name: "r0") { ${fields} } } }`,
  );
  return answer.data!.project.run;
};

describe('lists of runs', () => {
  test('come in pages, oldest first', async () => {
    const first = await runs({ perPage: 2 });
    expect(first).toMatchObject({ names: ['r0', 'r1'], count: 3, page: { hasNextPage: true } });
    expect(await runs({ perPage: 2, cursor: first.page.endCursor })).toMatchObject({
      names: ['r2'],
      page: { hasNextPage: false },
    });
  });

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

describe('history', () => {
  test('keys, counts and the last step', async () => {
    expect((await run('historyKeys'))['historyKeys']).toEqual({
      keys: {
        _step: { typeCounts: [{ type: 'number', count: 50 }], monotonic: true, previousValue: 98 },
        loss: { typeCounts: [{ type: 'number', count: 50 }], monotonic: true, previousValue: 49 },
        val: { typeCounts: [{ type: 'number', count: 5 }], monotonic: true, previousValue: 40 },
      },
      lastStep: 98,
      sets: [],
    });
  });

  test('pages go from a step to before a step', async () => {
    const { history } = await run('history(minStep: 10, maxStep: 16, samples: 1000)');
    expect((history as string[]).map((line) => (JSON.parse(line) as { _step: number })._step)).toEqual([10, 12, 14]);
  });

  test('samples have the first and the last row', async () => {
    const lines = (await run('history(samples: 5)'))['history'] as string[];
    expect(lines).toHaveLength(5);
    expect(JSON.parse(lines[0]!)).toMatchObject({ loss: 0 });
    expect(JSON.parse(lines[4]!)).toMatchObject({ loss: 49 });
  });

  test('sampled rows have all the keys and only those, up to a step included', async () => {
    const spec = JSON.stringify({ keys: ['_step', 'val'], minStep: 0, maxStep: 40, samples: 100 });
    expect((await run(`sampledHistory(specs: [${JSON.stringify(spec)}])`))['sampledHistory']).toEqual([
      [
        { _step: 0, val: 0 },
        { _step: 20, val: 10 },
        { _step: 40, val: 20 },
      ],
    ]);
  });
});

describe('what is refused', () => {
  test('fields and types that the server does not have, and it says so once', async () => {
    for (let time = 0; time < 2; time++) {
      const answer = await server.graphql('{ project(name: "p") { runQueues { id } gallery { id } } }');
      expect(answer).toMatchObject({
        status: 400,
        errors: [
          { message: expect.stringContaining('"runQueues"') },
          { message: expect.stringContaining('"gallery"') },
        ],
      });
    }
    expect(server.reported.filter((line) => line.includes('"runQueues"'))).toHaveLength(1);
  });

  test('queries that are too deep, too wide, too long, or wide by fragments', async () => {
    const deep = `{ project(name: "p") { run(name: "r0") { ${'project { run(name: "r0") { '.repeat(20)} id ${'} }'.repeat(20)} } } }`;
    const long = `{ ${'viewer { id } '.repeat(3000)} }`;
    const bomb = `{ ...f0 } ${Array.from({ length: 14 }, (_, n) => `fragment f${n} on Query { viewer { id } ${n < 13 ? `...f${n + 1} ...on Query { ...f${n + 1} }` : ''} }`).join(' ')}`;
    for (const query of [deep, long, bomb])
      expect(await server.graphql(query)).toMatchObject({ status: 400, errors: [{ message: expect.any(String) }] });
  });

  test('bodies without a query, syntax errors, wrong variables', async () => {
    expect((await post({})).status).toBe(400);
    expect((await post({ query: '{' })).status).toBe(400);
    const answer = await server.graphql('query($name: String!) { project(name: $name) { id } }', {});
    expect(answer).toMatchObject({ status: 400, errors: [{ message: expect.stringContaining('$name') }] });
  });

  test('filters that mean nothing', async () => {
    for (const filters of ['{"colour":"red"}', '{"state":{"$near":1}}', '{"display_name":{"$regex":"("}}']) {
      const answer = await server.graphql(
        'query($filters: JSONString) { project(name: "p") { runCount(filters: $filters) } }',
        {
          filters,
        },
      );
      expect(answer).toMatchObject({ status: 400, errors: [{ message: expect.any(String) }] });
    }
  });

  test('a missing bucket is an error unless it may be missing', async () => {
    expect(await server.graphql('{ model(name: "p") { bucket(name: "x") { id } } }')).toMatchObject({
      errors: [{ message: expect.stringContaining('local/p/x') }],
    });
    expect(await server.graphql('{ model(name: "p") { bucket(name: "x", missingOk: true) { id } } }')).toMatchObject({
      status: 200,
      data: { model: { bucket: null } },
    });
    expect(await server.graphql('{ project(name: "nowhere") { id } }')).toMatchObject({
      status: 200,
      data: { project: null },
    });
  });
});

test('the last printed lines, with what W&B writes before them', async () => {
  const content = ['2026-11-24T05:43:29.976588 hello', 'ERROR 2026-11-24T05:43:30.1 oh no', 'plain'];
  await server.fileStream('p', 'r1', { files: { 'output.log': { offset: 0, content } } });
  const answer = await server.graphql<{ project: { run: { logLines: { edges: { node: object }[] } } } }>(
    '{ project(name: "p") { run(name: "r1") { logLines(last: 2) { edges { node { number line level timestamp } } } } } }',
  );
  expect(answer.data!.project.run.logLines.edges.map(({ node }) => node)).toEqual([
    { number: 1, line: 'oh no', level: 'error', timestamp: '2026-11-24T05:43:30.1' },
    { number: 2, line: 'plain', level: null, timestamp: null },
  ]);
});

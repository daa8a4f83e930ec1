import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { pageToken } from '../page-token';

const MIB = 1024 * 1024;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  for (const run of ['r0', 'r1', 'r2']) await server.createRun('p', run);
});
afterAll(() => server[Symbol.asyncDispose]());

interface Runs {
  edges: { node: { name: string; notes: string; config: string } }[];
  pageInfo: { endCursor: string; hasNextPage: boolean };
  totalCount: number;
}

async function page(project: string, first: number | null, after: string | null = null) {
  const { data } = await server.graphql<{ project: { runCount: number; runs: Runs } }>(
    'query($project: String!, $first: Int, $after: String) { project(name: $project, entityName: "local") { runCount runs(first: $first, after: $after) { edges { node { name notes config } } pageInfo { endCursor hasNextPage } totalCount } } }',
    { project, first, after },
  );
  const { runCount, runs } = data!.project;
  expect(runs.totalCount).toBe(runCount);
  return { count: runCount, names: runs.edges.map(({ node }) => node.name), ...runs };
}

describe('the runs of a project', () => {
  test('come in pages, oldest first', async () => {
    const first = await page('p', 2);
    expect(first).toMatchObject({ names: ['r0', 'r1'], count: 3, pageInfo: { hasNextPage: true } });
    expect(await page('p', 2, first.pageInfo.endCursor)).toMatchObject({
      names: ['r2'],
      pageInfo: { hasNextPage: false },
    });
  });

  test('come in shorter pages where they say much, and no page is without a run', async () => {
    for (const [name, size] of [
      ['a', 10],
      ['b', 7],
      ['c', 1],
      ['d', 1],
    ] as const)
      await server.createRun('long', name, { config: `{"t":"${'x'.repeat(size * MIB - 8)}"}`, notes: name });
    const first = await page('long', null);
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    expect(first.edges.map(({ node }) => [node.name, node.notes, node.config.length])).toEqual([['a', 'a', 10 * MIB]]);
    const second = await page('long', null, first.pageInfo.endCursor);
    expect(second).toMatchObject({ names: ['b', 'c', 'd'], pageInfo: { hasNextPage: false } });
  });
});

describe('one run', () => {
  test('that is not there is an error as a bucket, unless it may be missing, and null as a run', async () => {
    expect(await server.graphql('{ model(name: "p") { bucket(name: "x") { id } } }')).toMatchObject({
      status: 404,
      errors: [{ message: expect.stringContaining('local/p/x') }],
    });
    expect(
      await server.graphql('{ model(name: "p") { bucket(name: "x", missingOk: true) { id } run(name: "x") { id } } }'),
    ).toMatchObject({ status: 200, data: { model: { bucket: null, run: null } } });
  });

  test('of a project that is not there is null', async () => {
    const { status, data } = await server.graphql(
      '{ project(name: "nowhere") { id } model(name: "p", entityName: "nobody") { id } unnamed: project { id } }',
    );
    expect([status, data]).toEqual([200, { project: null, model: null, unnamed: null }]);
  });

  test('of another project is not for a page', async () => {
    await server.createRun('secret', 'r');
    const query = '{ model(name: "secret") { bucket(name: "r", missingOk: true) { id } } }';
    const answer = await server.graphql(query, {}, await pageToken(server));
    expect(answer).toMatchObject({ status: 403, errors: [{ message: expect.stringContaining('local/p only') }] });
    const none = await server.graphql(query.replace('secret', 'none'), {}, await pageToken(server));
    expect(none.status).toBe(403);
  });
});

describe('projects', () => {
  const upsert = (input: object) =>
    server.graphql<{ upsertModel: { inserted: boolean; project: { name: string; description: string | null } } }>(
      'mutation($input: UpsertModelInput!) { upsertModel(input: $input) { inserted project { name description } model { name } } }',
      { input },
    );

  test('are made once, and described anew', async () => {
    expect((await upsert({ name: 'made' })).data!.upsertModel).toMatchObject({
      inserted: true,
      project: { name: 'made', description: null },
    });
    expect((await upsert({ name: 'made', description: 'ours' })).data!.upsertModel).toMatchObject({
      inserted: false,
      project: { description: 'ours' },
    });
  });

  test.each([
    {},
    { name: '' },
    { name: 'a/b' },
    { name: '..' },
    { name: 'p', entityName: 'api' },
    { name: 'x'.repeat(500) },
  ])('are refused where no address could be made of them: %j', async (input) => {
    expect(await upsert(input)).toMatchObject({ status: 400, errors: [{ message: expect.any(String) }] });
  });

  test('are listed, all or those of an entity', async () => {
    await upsert({ name: 'theirs', entityName: 'somebody' });
    const list = async (entity: string | null) => {
      const { data } = await server.graphql<{ models: { edges: { node: { name: string } }[] } }>(
        'query($entity: String) { models(entityName: $entity, first: 100) { edges { node { name entityName access readOnly user { username admin } } } } }',
        { entity },
      );
      return data!.models.edges.map(({ node }) => node);
    };
    expect(await list('somebody')).toEqual([
      {
        name: 'theirs',
        entityName: 'somebody',
        access: 'PRIVATE',
        readOnly: false,
        user: { username: 'somebody', admin: false },
      },
    ]);
    expect((await list(null)).map(({ name }) => name)).toEqual(expect.arrayContaining(['p', 'theirs']));
    expect(await list('nobody')).toEqual([]);
  });
});

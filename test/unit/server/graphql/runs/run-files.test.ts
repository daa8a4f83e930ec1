import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CREATE_RUN_FILES } from '../../../../../src/backend/wandb/operations';
import { startTestServer, type TestServer } from '../../../../support/server';
import { pageToken } from '../../page-token';
import { upload } from '../../upload';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterAll(() => server[Symbol.asyncDispose]());

const announce = (files: string[], where: object = {}, token?: string) =>
  server.graphql<{ createRunFiles: { files: { name: string; uploadUrl: string }[] } }>(
    CREATE_RUN_FILES,
    { entity: 'local', project: 'p', run: 'r', files, ...where },
    token,
  );

interface Files {
  fileCount: number;
  files: { edges: { node: { id: string; name: string } }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
}
async function list(args = '', run = 'r') {
  const { data } = await server.graphql<{ project: { run: Files } }>(
    `{ project(name: "p") { run(name: "${run}") { fileCount files${args} { edges { node { id name } } pageInfo { endCursor hasNextPage } } } } }`,
  );
  const { files, fileCount } = data!.project.run;
  return { ...files, fileCount, names: files.edges.map(({ node }) => node.name) };
}

describe('createRunFiles', () => {
  test('gives one address for each name, in their order', async () => {
    const names = ['a.png', 'dir/ünï cödé #1?.bin', 'empty.txt', '🦥.png'];
    const { files } = (await announce(names)).data!.createRunFiles;
    expect(files.map(({ name }) => name)).toEqual(names);
    expect(new Set(files.map(({ uploadUrl }) => uploadUrl)).size).toBe(4);
    expect((await list()).fileCount).toBe(0);
  });

  test('refuses a name with half a character, and not the others of later requests', async () => {
    for (const name of ['\ud83e', 'a/\udda5.png', '\udda5\ud83e']) {
      const { status, errors } = await announce(['a.txt', name]);
      expect([status, errors?.[0]?.message]).toEqual([400, expect.stringContaining(JSON.stringify(name))]);
    }
    expect((await announce(['a.txt'])).status).toBe(200);
    expect(server.reported).toEqual([]);
  });

  test.each([
    ['a name without a character', [''], 400],
    ['a long name', ['x'.repeat(1025)], 400],
    ['more than 1000 names', Array.from({ length: 1001 }, (_, index) => `f${index}`), 400],
    ['none', [], 200],
  ])('of %s: status %#', async (_what, names, status) => {
    expect((await announce(names)).status).toBe(status);
  });

  test('is for runs that there are, and a page of the project', async () => {
    expect((await announce(['a'], { run: 'none' })).status).toBe(404);
    expect((await announce(['a'], {}, await pageToken(server))).status).toBe(200);
    for (const run of ['r', 'none'])
      expect((await announce(['a'], { run }, await pageToken(server, 'other'))).status).toBe(403);
  });
});

describe('files', () => {
  beforeAll(async () => {
    await server.createRun('p', 'listed');
    for (const name of ['a.txt', 'b.txt', 'dir/c.txt']) await upload(server, name, name, 'listed');
  });

  test('are listed by pages, by names as people write them, and by a pattern', async () => {
    const first = await list('(first: 2)', 'listed');
    expect(first).toMatchObject({ fileCount: 3, names: ['a.txt', 'b.txt'], pageInfo: { hasNextPage: true } });
    const second = await list(`(first: 2, after: "${first.pageInfo.endCursor}")`, 'listed');
    expect(second.names).toEqual(['dir/c.txt']);
    expect((await list('(names: ["./b.txt", "dir/../a.txt", "none", null])', 'listed')).names).toEqual([
      'a.txt',
      'b.txt',
    ]);
    expect((await list('(names: [])', 'listed')).names).toHaveLength(3);
    expect((await list('(pattern: "dir/%")', 'listed')).names).toEqual(['dir/c.txt']);
  });

  test('that were uploaded are so, whoever says it again', async () => {
    const mark = (run: string, token?: string) =>
      server.graphql(
        'mutation($run: String!) { markRunFilesUploaded(input: { entityName: "local", projectName: "p", runName: $run, files: ["a.txt"] }) { success } }',
        { run },
        token,
      );
    expect((await mark('listed')).data).toEqual({ markRunFilesUploaded: { success: true } });
    expect((await mark('none')).status).toBe(404);
    expect((await mark('listed', await pageToken(server))).status).toBe(403);
  });
});

test('deleteFiles takes files with their bytes, leaves the others, and passes over ids of none', async () => {
  await server.createRun('p', 'deleted');
  for (const name of ['a.txt', 'b.txt', 'c.txt']) await upload(server, name, name, 'deleted');
  const { edges } = await list('(names: ["a.txt", "c.txt"])', 'deleted');
  const files = [...edges.map(({ node }) => node.id), 'bm9uc2Vuc2U=', 'RmlsZTo5OTk=', ''];
  const remove = (token?: string) =>
    server.graphql(
      'mutation($files: [ID!]!) { deleteFiles(input: { files: $files, projectId: 1 }) { success } }',
      { files },
      token,
    );
  expect((await remove(await pageToken(server))).status).toBe(403);
  expect((await list('', 'deleted')).names).toHaveLength(3);
  for (let time = 0; time < 2; time++) expect((await remove()).data).toEqual({ deleteFiles: { success: true } });
  expect((await list('', 'deleted')).names).toEqual(['b.txt']);
  expect((await server.fetch('/files/local/p/deleted/a.txt')).status).toBe(404);
  expect(await (await server.fetch('/files/local/p/deleted/b.txt')).text()).toBe('b.txt');
});

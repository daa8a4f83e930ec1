import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { pageToken } from '../page-token';

let server: TestServer;
beforeAll(async () => void (server = await startTestServer()));
afterAll(() => server[Symbol.asyncDispose]());

const WHO = '{ viewer { username entity email teams { edges { node { name } } } } }';

test('who has the key is the one user, who may administrate', async () => {
  const query = '{ viewer { id name username entity admin flags apiKeys { edges { node { id } } } } }';
  expect((await server.graphql(query)).data).toEqual({
    viewer: {
      id: expect.any(String),
      name: 'local',
      username: 'local',
      entity: 'local',
      admin: true,
      flags: '{}',
      apiKeys: { edges: [] },
    },
  });
});

test('a page is told the entity of its token, and may not ask whether it administrates', async () => {
  const token = await pageToken(server);
  expect((await server.graphql(WHO, {}, token)).data).toEqual({
    viewer: { username: 'local', entity: 'local', email: null, teams: { edges: [] } },
  });
  expect((await server.graphql('{ viewer { admin } }', {}, token)).status).toBe(403);
});

test('nobody else hears anything', async () => {
  expect((await server.graphql(WHO, {}, 'x'.repeat(40))).status).toBe(401);
});

test('users are found by a part of their name', async () => {
  const find = async (query: string | null) => {
    const { data } = await server.graphql<{ users: { edges: object[] } }>(
      'query($query: String) { users(query: $query) { edges { node { username } } } }',
      { query },
    );
    return data!.users.edges;
  };
  const found = [{ node: { username: 'local' } }];
  for (const query of [null, '', 'loc', 'LOCAL']) expect(await find(query)).toEqual(found);
  for (const query of ['somebody', '%', '.*']) expect(await find(query)).toEqual([]);
});

test('any entity is a user’s, of no team and no organization', async () => {
  const { data } = await server.graphql(
    '{ entity(name: "any\\"one") { name isTeam entityType storageBytes organization { name } members { username role } } organization(name: "o") { name } }',
  );
  expect(data).toEqual({
    entity: {
      name: 'any"one',
      isTeam: false,
      entityType: 'user',
      storageBytes: 0,
      organization: null,
      members: [{ username: 'local', role: 'admin' }],
    },
    organization: null,
  });
});

test('the server tells what W&B’s clients may use, and never that it is out of date', async () => {
  const { data } = await server.graphql<{
    serverInfo: { features: { name: string; isEnabled: boolean }[]; latestLocalVersionInfo: { outOfDate: boolean } };
  }>(
    '{ serverInfo { features { name isEnabled } cliVersionInfo latestLocalVersionInfo { outOfDate latestVersionString } } }',
  );
  expect(data!.serverInfo.features).toContainEqual({ name: 'FILESTREAM_GZIP', isEnabled: true });
  expect(data!.serverInfo).toMatchObject({
    cliVersionInfo: { min_cli_version: expect.any(String), max_cli_version: expect.any(String) },
    latestLocalVersionInfo: { outOfDate: false, latestVersionString: expect.stringMatching(/^\d+\.\d+\.\d+/) },
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../support/server';
import { Logger, md5 } from '../../artifacts/log-artifact';
import { globalId } from '../../../../../src/server/graphql/global-id';

let server: TestServer;
let logger: Logger;
let id: string;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
  logger = new Logger(server);
  id = (
    await logger.log(
      { 'a.txt': 'hello', 'b.png': 'picture' },
      { runName: 'r', description: 'first', metadata: '{"rows":3}', tags: [{ tagName: 'raw' }], clientID: 'c1' },
    )
  ).id;
});
afterAll(() => server[Symbol.asyncDispose]());

async function artifact<T = Record<string, unknown>>(fields: string, of = id): Promise<T | null> {
  const { data } = await server.graphql<{ artifact: T | null }>(`query($id: ID!) { artifact(id: $id) { ${fields} } }`, {
    id: of,
  });
  return data!.artifact;
}

test('an artifact says what it is, of what, and who has made it', async () => {
  expect(
    await artifact(`state versionIndex digest digestAlgorithm commitHash description metadata size storageBytes fileCount
      ttlDurationSeconds ttlIsInherited tags { name } aliases { alias artifactCollectionName }
      artifactType { name } artifactSequence { name } createdBy { __typename ... on Run { name } }
      usedBy { edges { node { name } } } artifactMemberships { edges { node { versionIndex } } }`),
  ).toEqual({
    state: 'COMMITTED',
    versionIndex: 0,
    digest: expect.any(String),
    digestAlgorithm: 'MANIFEST_MD5',
    commitHash: expect.any(String),
    description: 'first',
    metadata: '{"rows":3}',
    size: 12,
    storageBytes: 12,
    fileCount: 2,
    ttlDurationSeconds: -2,
    ttlIsInherited: true,
    tags: [{ name: 'raw' }],
    aliases: [{ alias: 'latest', artifactCollectionName: 'ds' }],
    artifactType: { name: 'dataset' },
    artifactSequence: { name: 'ds' },
    createdBy: { __typename: 'Run', name: 'r' },
    usedBy: { edges: [] },
    artifactMemberships: { edges: [{ node: { versionIndex: 0 } }] },
  });
});

test.each(['', 'x', globalId('Artifact', 999), globalId('Run', 1)])('the id of none is null: %j', async (strange) => {
  expect(await artifact('id', strange)).toBeNull();
});

test('one that a client began has its id, by the client’s own', async () => {
  const { data } = await server.graphql(
    '{ clientIDMapping(clientID: "c1") { serverID } unknown: clientIDMapping(clientID: "c3") { serverID } }',
  );
  expect(data).toEqual({ clientIDMapping: { serverID: id }, unknown: null });
});

describe('its files', () => {
  interface Files {
    files: {
      totalCount: number;
      pageInfo: { endCursor: string; hasNextPage: boolean };
      edges: { node: { name: string; directUrl: string } }[];
    };
  }
  const FIELDS = 'totalCount pageInfo { endCursor hasNextPage } edges { node { name directUrl } }';

  test('are found by their names, as the entries of a manifest too', async () => {
    const { files } = (await artifact<Files>(`files(names: ["b.png", "none"]) { ${FIELDS} }`))!;
    expect(files.edges.map(({ node }) => node.name)).toEqual(['b.png']);
    const found = await artifact(
      'filesByManifestEntries(storageLayout: "V2", manifestVersion: "1", entries: [{ name: "a.txt", digest: "x" }]) { totalCount edges { node { name } } }',
    );
    expect(found).toEqual({ filesByManifestEntries: { totalCount: 1, edges: [{ node: { name: 'a.txt' } }] } });
  });

  test('are many, and come page by page', async () => {
    const contents = Object.fromEntries(
      Array.from({ length: 120 }, (_, index) => [`f${index}`, `content ${index % 7}`]),
    );
    const many = await logger.log(contents, { artifactCollectionName: 'many' });
    const names: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const args: string = after === null ? 'first: 50' : `first: 50, after: "${after}"`;
      const { files }: Files = (await artifact<Files>(`files(${args}) { ${FIELDS} }`, many.id))!;
      expect(files.totalCount).toBe(120);
      names.push(...files.edges.map(({ node }) => node.name));
      ({ endCursor: after, hasNextPage: more } = files.pageInfo);
    }
    expect(names).toEqual(Object.keys(contents));
  });

  test('that lie elsewhere have the address that they were logged with', async () => {
    const far = await logger.begin('far', { artifactCollectionName: 'far' });
    await logger.manifest(far.id, { far: { digest: 'anything', ref: 's3://bucket/far', size: 3 } });
    expect((await logger.commit(far.id)).status).toBe(200);
    const found = await artifact('files { edges { node { directUrl storagePath sizeBytes } } }', far.id);
    expect(found).toEqual({
      files: { edges: [{ node: { directUrl: 's3://bucket/far', storagePath: null, sizeBytes: 3 } }] },
    });
  });
});

test('the manifest is there once the artifact is committed, and not before', async () => {
  const MANIFEST = 'currentManifest { type digest file { directUrl } }';
  const { currentManifest } = (await artifact<{ currentManifest: { type: string; file: { directUrl: string } } }>(
    MANIFEST,
  ))!;
  expect(currentManifest.type).toBe('FULL');
  const manifest = (await (await fetch(currentManifest.file.directUrl)).json()) as { contents: object };
  expect(manifest.contents).toMatchObject({ 'a.txt': { digest: md5('hello') } });
  const pending = await logger.begin('pending');
  await logger.manifest(pending.id, {});
  expect(await artifact(`state versionIndex ${MANIFEST}`, pending.id)).toEqual({
    state: 'PENDING',
    versionIndex: null,
    currentManifest: null,
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../support/server';
import { globalId } from '../../../../../src/server/graphql/global-id';
import { Logger, md5 } from '../../artifacts/log-artifact';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const logger = new Logger(server);
  await logger.log({ a: '1' }, { aliases: [{ artifactCollectionName: 'ds', alias: 'best' }], metadata: '{"acc":0.9}' });
  await logger.log({ a: '2' }, { metadata: '{"acc":0.5}' });
  await logger.log({ m: '1' }, { artifactCollectionName: 'net', artifactTypeName: 'model' });
  const { data } = await server.graphql<{ project: { artifact: { id: string } } }>(
    '{ project(name: "p") { artifact(name: "ds:v0") { id } } }',
  );
  await server.graphql(
    'mutation($id: ID!) { linkArtifact(input: { artifactID: $id, artifactPortfolioName: "shelf", entityName: "local", projectName: "p" }) { versionIndex } }',
    { id: data!.project.artifact.id },
  );
});
afterAll(() => server[Symbol.asyncDispose]());

async function project<T = Record<string, unknown>>(fields: string, variables: object = {}): Promise<T> {
  const declared = Object.keys(variables).map((name) => `$${name}: ${name === 'filters' ? 'JSONString' : 'String'}`);
  const { data, errors } = await server.graphql<{ project: T }>(
    `query${declared.length > 0 ? `(${declared.join(', ')})` : ''} { project(name: "p") { ${fields} } }`,
    variables,
  );
  if (errors) throw new Error(errors[0]!.message);
  return data!.project;
}

describe('a version', () => {
  const version = async (name: string) =>
    (
      await project<{ artifactCollectionMembership: { versionIndex: number } | null }>(
        `artifactCollectionMembership(name: ${JSON.stringify(name)}) { versionIndex }`,
      )
    ).artifactCollectionMembership?.versionIndex ?? null;

  test.each([
    ['ds', 1],
    ['ds:latest', 1],
    ['ds:best', 0],
    ['ds:v1', 1],
    [`ds:${md5('{"a":"1"}')}`, 0],
    ['shelf:v0', 0],
    ['ds:v2', null],
    ['ds:v99999999999', null],
    ['ds:', null],
    ['none', null],
    ['', null],
    [':latest', null],
  ])('is found by alias, number and digest: %j', async (name, index) => {
    expect(await version(name)).toBe(index);
  });

  test('has the files of its artifact', async () => {
    const fields =
      'artifactCollectionMembership(name: "ds:v0") { artifact { versionIndex } artifactCollection { name } files { edges { node { name } } } }';
    expect(await project(fields)).toEqual({
      artifactCollectionMembership: {
        artifact: { versionIndex: 0 },
        artifactCollection: { name: 'ds' },
        files: { edges: [{ node: { name: 'a' } }] },
      },
    });
  });
});

describe('a collection', () => {
  test('is of one kind, and says what it holds', async () => {
    const fields =
      '__typename name state defaultArtifactType { name } project { name } aliases { edges { node { alias } } } tags { edges { node { name } } }';
    expect(
      await project(
        `ds: artifactCollection(name: "ds") { ${fields} ... on ArtifactSequence { latestArtifact { versionIndex } digestAlgorithm } } shelf: artifactCollection(name: "shelf") { __typename } none: artifactCollection(name: "none") { name }`,
      ),
    ).toEqual({
      ds: {
        __typename: 'ArtifactSequence',
        name: 'ds',
        state: 'READY',
        defaultArtifactType: { name: 'dataset' },
        project: { name: 'p' },
        aliases: { edges: expect.arrayContaining([{ node: { alias: 'best' } }, { node: { alias: 'latest' } }]) },
        tags: { edges: [] },
        latestArtifact: { versionIndex: 1 },
        digestAlgorithm: 'MANIFEST_MD5',
      },
      shelf: { __typename: 'ArtifactPortfolio' },
      none: null,
    });
  });

  test('is found by its id; the id of none is null', async () => {
    const { artifactCollection } = await project<{ artifactCollection: { id: string } }>(
      'artifactCollection(name: "ds") { id }',
    );
    for (const [id, found] of [
      [artifactCollection.id, { name: 'ds' }],
      ['x', null],
      [globalId('ArtifactCollection', 999), null],
      [globalId('Artifact', 1), null],
    ] as const) {
      const { data } = await server.graphql('query($id: ID!) { artifactCollection(id: $id) { name } }', { id });
      expect(data).toEqual({ artifactCollection: found });
    }
  });

  test('lists its versions, the newest first, or as asked', async () => {
    const versions = async (args: { order?: string; filters?: string }) => {
      const given = Object.keys(args).map((name) => `${name}: $${name}`);
      const { artifactCollection } = await project<{
        artifactCollection: { artifacts: { edges: { version: string }[] } };
      }>(
        `artifactCollection(name: "ds") { artifacts${given.length > 0 ? `(${given.join(', ')})` : ''} { edges { version node { versionIndex } } } }`,
        args,
      );
      return artifactCollection.artifacts.edges.map(({ version }) => version);
    };
    expect(await versions({})).toEqual(['v1', 'v0']);
    expect(await versions({ order: '+createdAt' })).toEqual(['v0', 'v1']);
    expect(await versions({ order: '-metadata.acc' })).toEqual(['v0', 'v1']);
    expect(await versions({ filters: '{"metadata.acc":{"$lt":0.6}}' })).toEqual(['v1']);
    expect(await versions({ filters: '{"state":"COMMITTED","aliases":"best"}' })).toEqual(['v0']);
    await expect(versions({ filters: '{"colour":1}' })).rejects.toThrow('no field');
  });
});

test('collections are listed, all or those of a type', async () => {
  const LIST = 'artifactCollections(order: "name") { totalCount edges { node { name } } }';
  const named = (...names: string[]) => ({
    totalCount: names.length,
    edges: names.map((name) => ({ node: { name } })),
  });
  expect(
    await project(
      `${LIST} model: artifactType(name: "model") { name ${LIST} artifactCollection(name: "ds") { name } } none: artifactType(name: "none") { name } artifactTypes { edges { node { name } } }`,
    ),
  ).toEqual({
    artifactCollections: named('ds', 'net', 'shelf'),
    model: { name: 'model', artifactCollections: named('net'), artifactCollection: null },
    none: null,
    artifactTypes: { edges: expect.arrayContaining([{ node: { name: 'dataset' } }, { node: { name: 'model' } }]) },
  });
});

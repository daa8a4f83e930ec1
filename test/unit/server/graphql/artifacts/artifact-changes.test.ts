import { beforeEach, afterEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../support/server';
import { globalId } from '../../../../../src/server/graphql/global-id';
import { Logger } from '../../artifacts/log-artifact';

let server: TestServer;
let logger: Logger;
let id: string;
beforeEach(async () => {
  server = await startTestServer();
  logger = new Logger(server);
  id = (await logger.log({ a: '1' })).id;
});
afterEach(() => server[Symbol.asyncDispose]());

const mutate = <T = Record<string, never>>(name: string, type: string, input: object, fields: string) =>
  server.graphql<Record<string, T>>(`mutation($input: ${type}!) { ${name}(input: $input) { ${fields} } }`, { input });
const STRANGE_IDS = ['x', globalId('Artifact', 999), globalId('Run', 1)];

const versionOf = async (name: string) => {
  const { data } = await server.graphql<{ project: { artifactCollectionMembership: { versionIndex: number } | null } }>(
    'query($name: String!) { project(name: "p") { artifactCollectionMembership(name: $name) { versionIndex } } }',
    { name },
  );
  return data!.project.artifactCollectionMembership?.versionIndex ?? null;
};

describe('updateArtifact', () => {
  const update = (input: object, of = id) =>
    mutate(
      'updateArtifact',
      'UpdateArtifactInput',
      { artifactID: of, ...input },
      'artifact { description metadata tags { name } aliases { alias } ttlDurationSeconds }',
    );
  const tag = (...names: string[]) => names.map((tagName) => ({ tagName }));
  const alias = (...names: string[]) => names.map((name) => ({ artifactCollectionName: 'ds', alias: name }));

  test('changes what it names, and leaves the rest', async () => {
    await update({ description: 'first', tagsToAdd: tag('a', 'b'), aliases: alias('best', 'latest') });
    const { data } = await update({
      metadata: '{"n":1}',
      tagsToAdd: tag('c'),
      tagsToDelete: tag('a'),
      ttlDurationSeconds: 60,
    });
    expect(data!['updateArtifact']).toEqual({
      artifact: {
        description: 'first',
        metadata: '{"n":1}',
        tags: [{ name: 'b' }, { name: 'c' }],
        aliases: expect.arrayContaining([{ alias: 'best' }, { alias: 'latest' }]),
        ttlDurationSeconds: 60,
      },
    });
  });

  test('makes these the aliases, and takes the others', async () => {
    await update({ aliases: alias('one', 'two') });
    await update({ aliases: alias('two') });
    expect([await versionOf('ds:one'), await versionOf('ds:two')]).toEqual([null, 0]);
  });

  test('refuses labels that cannot be one, metadata that is not JSON, and ids of none', async () => {
    for (const input of [
      { aliases: alias('v1') },
      { aliases: alias('a/b') },
      { tagsToAdd: tag('') },
      { metadata: '{' },
    ])
      expect((await update(input)).status, JSON.stringify(input)).toBe(400);
    const pending = (await logger.begin('pending')).id;
    for (const strange of [...STRANGE_IDS, pending]) expect((await update({}, strange)).status).toBe(404);
  });
});

describe('aliases', () => {
  const change = (name: 'addAliases' | 'deleteAliases', alias: string, collection = 'ds', of = id) =>
    mutate(
      name,
      name === 'addAliases' ? 'AddAliasesInput' : 'DeleteAliasesInput',
      {
        artifactID: of,
        aliases: [{ alias, artifactCollectionName: collection, entityName: 'local', projectName: 'p' }],
      },
      'success',
    );

  test('are given to one version of a collection, and taken from it', async () => {
    await change('addAliases', 'best');
    const { id: second } = await logger.log({ a: '2' });
    expect(await versionOf('ds:best')).toBe(0);
    await change('addAliases', 'best', 'ds', second);
    expect(await versionOf('ds:best')).toBe(1);
    expect((await change('deleteAliases', 'best', 'ds', second)).data!['deleteAliases']).toEqual({ success: true });
    expect(await versionOf('ds:best')).toBeNull();
  });

  test('are refused where they cannot be one, or the collection does not have the version', async () => {
    await logger.log({ b: '1' }, { artifactCollectionName: 'other' });
    expect((await change('addAliases', 'v7')).status).toBe(400);
    expect(await change('addAliases', 'best', 'other')).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining('link it first') }],
    });
    expect((await change('addAliases', 'best', 'none')).status).toBe(404);
    for (const strange of STRANGE_IDS) expect((await change('addAliases', 'best', 'ds', strange)).status).toBe(404);
  });
});

describe('deleteArtifact', () => {
  const remove = (input: object = {}, of = id) =>
    mutate('deleteArtifact', 'DeleteArtifactInput', { artifactID: of, ...input }, 'artifact { id }');

  test('of one with aliases asks first; the second time does not fail', async () => {
    expect(await remove()).toMatchObject({ status: 400, errors: [{ message: expect.stringContaining('latest') }] });
    for (let time = 0; time < 2; time++) expect((await remove({ deleteAliases: true })).status).toBe(200);
    expect(await versionOf('ds:latest')).toBeNull();
  });

  test('of what is not an id is refused', async () => {
    for (const strange of ['x', globalId('Run', 1)]) expect((await remove({}, strange)).status).toBe(404);
  });
});

describe('links', () => {
  const link = (input: object = {}) =>
    mutate<{ versionIndex: number; artifactMembership: { artifactCollection: { id: string } } }>(
      'linkArtifact',
      'LinkArtifactInput',
      { artifactID: id, artifactPortfolioName: 'shelf', entityName: 'local', projectName: 'p', ...input },
      'versionIndex artifactMembership { artifactCollection { id } }',
    );

  test('put an artifact into a collection of links, under a number of its own, and take it out', async () => {
    await logger.log({ a: '2' });
    const { data } = await link({ aliases: [{ artifactCollectionName: 'shelf', alias: 'prod' }] });
    expect(data!['linkArtifact']!.versionIndex).toBe(0);
    expect(await versionOf('shelf:prod')).toBe(0);
    const portfolio = data!['linkArtifact']!.artifactMembership.artifactCollection.id;
    const input = { artifactID: id, artifactPortfolioID: portfolio };
    expect((await mutate('unlinkArtifact', 'UnlinkArtifactInput', input, 'success')).status).toBe(200);
    expect([await versionOf('shelf:v0'), await versionOf('ds:v0')]).toEqual([null, 0]);
  });

  test('are refused to what has artifacts of its own, to another type, and of what is not committed', async () => {
    expect(await link({ artifactPortfolioName: 'ds' })).toMatchObject({ status: 400 });
    await link();
    const { id: model } = await logger.log({ m: '1' }, { artifactCollectionName: 'm', artifactTypeName: 'model' });
    expect(await link({ artifactID: model })).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining('dataset') }],
    });
    const pending = (await logger.begin('pending')).id;
    for (const strange of [...STRANGE_IDS, pending]) expect((await link({ artifactID: strange })).status).toBe(404);
    expect((await link({ artifactID: null, clientID: 'nobody' })).status).toBe(404);
    expect((await link({ artifactPortfolioName: 'a/b' })).status).toBe(400);
    const sequence = { artifactID: id, artifactPortfolioID: globalId('ArtifactCollection', 1) };
    expect((await mutate('unlinkArtifact', 'UnlinkArtifactInput', sequence, 'success')).status).toBe(404);
  });
});

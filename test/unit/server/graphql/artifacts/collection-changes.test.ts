import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../support/server';
import { globalId } from '../../../../../src/server/graphql/global-id';
import { Logger } from '../../artifacts/log-artifact';

let server: TestServer;
let sequence: string;
let portfolio: string;
beforeEach(async () => {
  server = await startTestServer();
  const { id } = await new Logger(server).log({ a: '1' });
  await server.graphql(
    'mutation($id: ID!) { linkArtifact(input: { artifactID: $id, artifactPortfolioName: "shelf", entityName: "local", projectName: "p" }) { versionIndex } }',
    { id },
  );
  sequence = (await collection('ds', 'id'))!['id'] as string;
  portfolio = (await collection('shelf', 'id'))!['id'] as string;
});
afterEach(() => server[Symbol.asyncDispose]());

async function collection(name: string, fields: string) {
  const { data } = await server.graphql<{ project: { artifactCollection: Record<string, unknown> | null } }>(
    `query($name: String!) { project(name: "p") { artifactCollection(name: $name) { ${fields} } } }`,
    { name },
  );
  return data!.project.artifactCollection;
}
const mutate = (name: string, input: object, fields = 'artifactCollection { name state }') =>
  server.graphql<Record<string, unknown>>(
    `mutation($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} } }`,
    { input },
  );

describe.each([
  ['sequence', 'ds', 'Sequence', () => sequence, () => portfolio],
  ['portfolio', 'shelf', 'Portfolio', () => portfolio, () => sequence],
] as const)('a %s', (_kind, name, suffix, id, other) => {
  const key = `artifact${suffix}ID`;

  test('gets another name and description; null leaves them', async () => {
    await mutate(`updateArtifact${suffix}`, { [key]: id(), description: 'ours' });
    const { data } = await mutate(`updateArtifact${suffix}`, { [key]: id(), name: 'renamed' });
    expect(data![`updateArtifact${suffix}`]).toEqual({ artifactCollection: { name: 'renamed', state: 'READY' } });
    expect(await collection('renamed', 'description')).toEqual({ description: 'ours' });
    expect(await collection(name, 'name')).toBeNull();
  });

  test.each(['', 'a/b', 'a:b', 'x'.repeat(129), name === 'ds' ? 'shelf' : 'ds'])(
    'does not get a name that cannot be one, or another’s: %j',
    async (wrong) => {
      expect((await mutate(`updateArtifact${suffix}`, { [key]: id(), name: wrong })).status).toBe(400);
      expect(await collection(name, 'name')).toEqual({ name });
    },
  );

  test('is deleted with what is in it, and the other kind stays', async () => {
    const { data } = await mutate(`deleteArtifact${suffix}`, { [key]: id() });
    expect(data![`deleteArtifact${suffix}`]).toEqual({ artifactCollection: { name, state: 'DELETED' } });
    expect(await collection(name, 'name')).toBeNull();
    const { status } = await mutate(`deleteArtifact${suffix}`, { [key]: id() });
    expect(status).toBe(404);
  });

  test('is not the other kind, and the id of none is refused', async () => {
    for (const strange of [other(), 'x', globalId('ArtifactCollection', 999), globalId('Artifact', 1)]) {
      expect((await mutate(`updateArtifact${suffix}`, { [key]: strange })).status).toBe(404);
      expect((await mutate(`deleteArtifact${suffix}`, { [key]: strange })).status).toBe(404);
    }
  });
});

test('a sequence moves to another type', async () => {
  const move = (destinationArtifactTypeName: string) =>
    mutate('moveArtifactSequence', { artifactSequenceID: sequence, destinationArtifactTypeName });
  expect((await move('images')).status).toBe(200);
  expect(await collection('ds', 'defaultArtifactType { name }')).toEqual({ defaultArtifactType: { name: 'images' } });
  expect((await move('a/b')).status).toBe(400);
});

describe('tags', () => {
  const change = (name: 'create' | 'delete', tags: string[], of = 'ds') =>
    mutate(
      `${name}ArtifactCollectionTagAssignments`,
      {
        entityName: 'local',
        projectName: 'p',
        artifactCollectionName: of,
        tags: tags.map((tagName) => ({ tagName })),
      },
      name === 'create' ? 'tags { name }' : 'success',
    );
  const tags = async () => await collection('ds', 'tags { edges { node { name } } }');
  const tagged = (...names: string[]) => ({ tags: { edges: names.map((name) => ({ node: { name } })) } });

  test('are given once, and taken', async () => {
    for (const names of [
      ['a', 'b'],
      ['b', 'c'],
    ])
      expect((await change('create', names)).status).toBe(200);
    expect(await tags()).toEqual(tagged('a', 'b', 'c'));
    await change('delete', ['a', 'none']);
    expect(await tags()).toEqual(tagged('b', 'c'));
  });

  test('are refused where they cannot be tags, are too many, or of no collection', async () => {
    expect((await change('create', ['a:b'])).status).toBe(400);
    expect(
      (
        await change(
          'create',
          Array.from({ length: 21 }, (_, index) => `t${index}`),
        )
      ).status,
    ).toBe(400);
    expect((await change('create', ['a'], 'none')).status).toBe(404);
    expect(await tags()).toEqual(tagged());
  });
});

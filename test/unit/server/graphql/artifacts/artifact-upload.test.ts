import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../support/server';
import { globalId } from '../../../../../src/server/graphql/global-id';
import { Logger, md5 } from '../../artifacts/log-artifact';

let server: TestServer;
let logger: Logger;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
  logger = new Logger(server);
});
afterAll(() => server[Symbol.asyncDispose]());

describe('createArtifact', () => {
  test('that a client sends twice begins one', async () => {
    const one = await logger.begin('d', { clientID: 'c1' });
    expect((await logger.begin('d', { clientID: 'c1' })).id).toBe(one.id);
    expect((await logger.begin('d', { clientID: 'c2' })).id).not.toBe(one.id);
  });

  test('of the same content again is the version that there is', async () => {
    const first = await logger.log({ a: 'same' });
    expect(await logger.log({ a: 'same' })).toEqual({ id: first.id, state: 'COMMITTED' });
  });

  const alias = (text: string) => ({ aliases: [{ artifactCollectionName: 'ds', alias: text }] });
  test.each([
    { artifactCollectionName: 'a/b' },
    { artifactCollectionName: 'a:b' },
    { artifactCollectionName: ' ' },
    { artifactCollectionName: null },
    { artifactTypeName: '' },
    { tags: [{ tagName: 'a\nb' }] },
    alias('v3'),
    alias('a:b'),
    alias(''),
  ])('with a name that cannot be one is refused: %j', async (input) => {
    await expect(logger.begin('x', input)).rejects.toThrow('choose another');
  });

  test.each([
    [{ artifactTypeName: 'model' }, 'has the type dataset'],
    [{ storageRegion: 'mars' }, 'storage region "mars"'],
    [{ runName: 'none' }, 'no run local/p/none'],
    [{ projectName: '../x' }, '../x'],
  ])('%j is refused: %s', async (input, fault) => {
    await logger.log({ a: 'of this type' });
    await expect(logger.begin('x', input)).rejects.toThrow(fault);
  });
});

describe('createArtifactFiles', () => {
  test('gives an address for each content that is not here yet, in the order of the names', async () => {
    await logger.log({ a: 'here' });
    const { id } = await logger.begin('new');
    const files = ['here', 'new'].map((text) => ({ name: text, md5: md5(text) }));
    expect(await logger.announce(id, files)).toEqual([null, expect.stringContaining(`${server.url}/uploads/`)]);
  });

  test('of a committed artifact, and of none, is refused', async () => {
    const { id } = await logger.log({ a: 'committed' });
    await expect(logger.announce(id, [{ name: 'b', md5: md5('b') }])).rejects.toThrow('is committed');
    for (const strange of ['x', globalId('Artifact', 999)])
      await expect(logger.announce(strange, [{ name: 'b', md5: md5('b') }])).rejects.toThrow('no artifact');
  });

  test.each(['', 'x', '../../../key', Buffer.alloc(15).toString('base64'), `${md5('a')}=`])(
    'of what is not a digest is refused: %j',
    async (digest) => {
      const { id } = await logger.begin('open');
      await expect(logger.announce(id, [{ name: 'b', md5: digest }])).rejects.toThrow('MD5');
    },
  );

  test.each(['../../escape', '/etc/passwd', 'a/../b', '..\\x', ''])(
    'of a name that is a path is refused: %j',
    async (name) => {
      const { id } = await logger.begin('open');
      await expect(logger.announce(id, [{ name, md5: md5('b') }])).rejects.toThrow('must');
    },
  );

  test('of more than 10,000 at once is refused', async () => {
    const { id } = await logger.begin('open');
    const files = Array.from({ length: 10_001 }, (_, index) => ({ name: `f${index}`, md5: md5('b') }));
    await expect(logger.announce(id, files)).rejects.toThrow('At most 10000');
  });
});

describe('a manifest', () => {
  const update = (artifactManifestID: string, digest: string | null) =>
    server.graphql(
      'mutation($input: UpdateArtifactManifestInput!) { updateArtifactManifest(input: $input) { artifactManifest { digest } } }',
      { input: { artifactManifestID, digest } },
    );
  const create = (artifactID: string, digest: string) =>
    server.graphql<{
      createArtifactManifest: { artifactManifest: { id: string; file: { uploadUrl: string | null } } };
    }>(
      'mutation($input: CreateArtifactManifestInput!) { createArtifactManifest(input: $input) { artifactManifest { id file { uploadUrl } } } }',
      { input: { artifactID, digest, name: 'm.json', entityName: 'local', projectName: 'p', runName: '' } },
    );

  test('may get its digest later, and can be uploaded then', async () => {
    const { id } = await logger.begin('late');
    const { artifactManifest } = (await create(id, '')).data!.createArtifactManifest;
    expect(artifactManifest.file.uploadUrl).toBeNull();
    expect((await update(artifactManifest.id, md5('m'))).data).toEqual({
      updateArtifactManifest: { artifactManifest: { digest: md5('m') } },
    });
  });

  test('with what is not a digest, of none, or of a committed artifact is refused', async () => {
    const { id } = await logger.begin('refused');
    expect((await create(id, 'x')).status).toBe(400);
    const { artifactManifest } = (await create(id, '')).data!.createArtifactManifest;
    for (const digest of [null, '', '../key']) expect((await update(artifactManifest.id, digest)).status).toBe(400);
    for (const strange of ['x', globalId('ArtifactManifest', 999), globalId('Artifact', 1)])
      expect((await update(strange, md5('m'))).status).toBe(404);
    const committed = await logger.log({ a: 'done' });
    expect((await create(committed.id, md5('m'))).status).toBe(400);
  });
});

test('commitArtifact of no artifact is refused; of one without a manifest, too', async () => {
  for (const strange of ['x', globalId('Artifact', 999)])
    expect(await logger.commit(strange)).toMatchObject({
      status: 404,
      message: expect.stringContaining('no artifact'),
    });
  const { id } = await logger.begin('bare');
  expect(await logger.commit(id)).toMatchObject({ status: 400, message: expect.stringContaining('manifest') });
});

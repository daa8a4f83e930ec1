import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { fileUrl, Logger, md5 } from './log-artifact';

let server: TestServer;
let logger: Logger;
beforeEach(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
  logger = new Logger(server);
});
afterEach(() => server[Symbol.asyncDispose]());

describe('what is refused of artifacts', () => {
  test('names that are paths, in a manifest', async () => {
    for (const path of ['../../escape', '/etc/passwd', 'a/../b', '..\\x', '\\\\host\\x', '', 'x\0y']) {
      const { id } = await logger.begin(path);
      await logger.announce(id, [{ name: 'fine', md5: md5('text') }]);
      await logger.manifest(id, { [path]: { digest: md5('text'), size: 4 } });
      expect(await logger.commit(id), path).toMatchObject({ status: 400, message: expect.stringContaining('must') });
    }
  });

  test('manifests that cannot be read, or name what was not uploaded', async () => {
    const { id } = await logger.begin('d');
    expect(await logger.commit(id)).toMatchObject({ status: 400, message: expect.stringContaining('no manifest') });
    for (const contents of [
      [],
      { a: null },
      { a: {} },
      { a: { digest: 'x' } },
      { a: { digest: md5('a'), size: -1 } },
      { a: { digest: md5('not here') } },
    ]) {
      await logger.manifest(id, contents);
      expect((await logger.commit(id)).status, JSON.stringify(contents)).toBe(400);
    }
    await logger.manifest(id, { far: { digest: 'anything', ref: 's3://bucket/far', size: 3 } });
    expect((await logger.commit(id)).status).toBe(200);
    expect(await fileUrl(server, 'ds:latest', 'far')).toBe('s3://bucket/far');
  });

  test('names, aliases and digests that cannot be one; another type; a committed artifact', async () => {
    const { id } = await logger.log({ a: 'text' });
    const alias = (text: string) => ({ aliases: [{ artifactCollectionName: 'ds', alias: text }] });
    for (const input of [
      { artifactCollectionName: 'a/b' },
      { artifactCollectionName: 'a:b' },
      { artifactCollectionName: ' ' },
      alias('v3'),
      alias('a:b'),
      alias(''),
    ]) {
      await expect(logger.begin('x', input), JSON.stringify(input)).rejects.toThrow('choose another');
    }
    await expect(logger.begin('x', { artifactTypeName: 'model' })).rejects.toThrow('has the type dataset');
    await expect(logger.announce(id, [{ name: 'b', md5: md5('b') }])).rejects.toThrow('is committed');
    const open = await logger.begin('open');
    for (const digest of ['', 'x', '../../../key', Buffer.alloc(15).toString('base64'), `${md5('a')}=`]) {
      await expect(logger.announce(open.id, [{ name: 'b', md5: digest }]), digest).rejects.toThrow('no MD5');
    }
  });

  test('everything of artifacts and sweeps, to a page', async () => {
    const { id } = await logger.log({ a: 'text' });
    const { token } = (await (
      await server.fetch('/api/page-token', { method: 'POST', body: '{"project":"p"}' })
    ).json()) as {
      token: string;
    };
    for (const query of [
      `{ artifact(id: "${id}") { id } }`,
      'mutation { createArtifact(input: { entityName: "local", projectName: "p", artifactTypeName: "t", artifactCollectionName: "x", digest: "d", digestAlgorithm: MANIFEST_MD5 }) { artifact { id } } }',
      `mutation { createArtifactFiles(input: { artifactFiles: [] }) { files { edges { node { uploadUrl } } } } }`,
      `mutation { commitArtifact(input: { artifactID: "${id}" }) { artifact { id } } }`,
      `mutation { deleteArtifact(input: { artifactID: "${id}" }) { artifact { id } } }`,
      `mutation { useArtifact(input: { entityName: "local", projectName: "p", runName: "r", artifactID: "${id}" }) { artifact { id } } }`,
      'mutation { upsertSweep(input: { config: "method: random" }) { sweep { name } } }',
      'mutation { agentHeartbeat(input: { id: "x" }) { commands } }',
    ]) {
      expect((await server.graphql(query, {}, token)).status, query).toBe(403);
    }
    const url = new URL(await fileUrl(server, 'ds:latest', 'a'));
    expect(
      (
        await server.fetch(`/artifactsV2/default/local/p/ds/x/${'0'.repeat(32)}/a`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).status,
    ).toBe(403);
    expect(url.origin).toBe(server.url);
  });
});

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
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CREATE_RUN_FILES,
  REWIND_RUN,
  RUN_RESUME_STATUS,
  UPSERT_BUCKET,
} from '../../../../src/backend/wandb/operations';
import { basicAuthorization, type PageToken } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
let clock = Date.now();
beforeEach(async () => {
  server = await startTestServer({ now: () => clock, allowOrigins: ['https://app.example'] });
});
afterEach(() => server[Symbol.asyncDispose]());

/** As a page would send it: without the key. */
const askToken = (body: object, headers: Record<string, string>) =>
  fetch(`${server.url}/api/page-token`, { method: 'POST', body: JSON.stringify(body), headers });
const asOwner = () => ({ authorization: basicAuthorization(server.key) });
const tokenFor = async (project: string) =>
  ((await (await askToken({ project }, asOwner())).json()) as PageToken).token;

describe('page tokens', () => {
  test('are made for the owner', async () => {
    const response = await askToken({ project: 'p' }, asOwner());
    const { token, expiresAt } = (await response.json()) as PageToken;
    expect(token).toMatch(/^[A-Za-z0-9_.-]+$/);
    expect(expiresAt).toBe(clock + 12 * 3600_000);
  });

  test('are not made for anybody else', async () => {
    expect((await askToken({ project: 'p' }, {})).status).toBe(401);
    expect((await askToken({ project: 'p' }, { origin: 'https://app.example' })).status).toBe(401);
    expect((await askToken({ project: 'p' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await askToken({ project: 'p' }, { origin: server.url, 'sec-fetch-site': 'cross-site' })).status).toBe(401);
    expect((await askToken({ project: 'p' }, { authorization: basicAuthorization(await tokenFor('p')) })).status).toBe(
      403,
    );
    expect((await askToken({ project: 'a/b' }, asOwner())).status).toBe(400);
    expect((await askToken({}, asOwner())).status).toBe(400);
  });

  test('allow all that writing a run takes', async () => {
    const token = await tokenFor('p');
    expect(
      (await server.graphql('{ viewer { entity } serverInfo { features { name isEnabled } } }', {}, token)).status,
    ).toBe(200);
    expect(await server.graphql(UPSERT_BUCKET, { name: 'r', project: 'p' }, token)).toMatchObject({
      status: 200,
      data: { upsertBucket: { inserted: true } },
    });
    expect((await server.graphql(RUN_RESUME_STATUS, { name: 'r', project: 'p' }, token)).data).toMatchObject({
      model: { bucket: { name: 'r' } },
    });
    expect(
      (
        await server.fileStream(
          'p',
          'r',
          { files: { 'wandb-history.jsonl': { offset: 0, content: ['{"a":1}'] } } },
          token,
        )
      ).status,
    ).toBe(200);
    const rewound = await server.graphql(
      REWIND_RUN,
      { runName: 'r', project: 'p', metricName: '_step', metricValue: 5 },
      token,
    );
    expect(rewound).toMatchObject({ status: 200, data: { rewindRun: { rewoundRun: {} } } });
    const files = await server.graphql(
      CREATE_RUN_FILES,
      { entity: 'local', project: 'p', run: 'r', files: ['a.txt'] },
      token,
    );
    expect(files.data).toMatchObject({
      createRunFiles: { files: [{ name: 'a.txt', uploadUrl: expect.stringContaining('/uploads/') }] },
    });
  });

  test('refuse other projects', async () => {
    await server.createRun('secret', 'r');
    const token = await tokenFor('p');
    expect((await server.graphql(UPSERT_BUCKET, { name: 'r', project: 'secret' }, token)).status).toBe(403);
    expect((await server.graphql(UPSERT_BUCKET, { name: 'r2', project: 'p', entity: 'someone' }, token)).status).toBe(
      403,
    );
    expect((await server.graphql(RUN_RESUME_STATUS, { name: 'r', project: 'secret' }, token)).status).toBe(403);
    expect(
      (await server.graphql(CREATE_RUN_FILES, { entity: 'local', project: 'secret', run: 'r', files: ['a'] }, token))
        .status,
    ).toBe(403);
    for (const runName of ['r', 'none']) {
      const variables = { runName, project: 'secret', metricName: '_step', metricValue: 0 };
      expect((await server.graphql(REWIND_RUN, variables, token)).status).toBe(403);
    }
    expect((await server.fileStream('secret', 'r', {}, token)).status).toBe(403);
  });

  test('expire, and cannot be changed', async () => {
    const token = await tokenFor('p');
    const [label, payload, signature] = token.split('.');
    const other = Buffer.from(JSON.stringify(['local', 'secret', clock + 1e9])).toString('base64url');
    for (const forged of [
      `${label}.${other}.${signature}`,
      `${label}.${payload}.`,
      `${label}.${payload}`,
      `${token}x`,
    ]) {
      expect((await server.graphql('{ viewer { id } }', {}, forged)).status).toBe(401);
    }
    clock += 12 * 3600_000;
    expect((await server.graphql('{ viewer { id } }', {}, token)).status).toBe(401);
  });
});

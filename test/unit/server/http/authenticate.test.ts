import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { basicAuthorization } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';
import { pageToken } from '../page-token';

let server: TestServer;
let cookie: string;
beforeAll(async () => {
  server = await startTestServer({ allowOrigins: ['https://app.example'] });
  await server.createRun('p', 'r');
  const login = await fetch(server.loginUrl, { redirect: 'manual' });
  [cookie] = login.headers.get('set-cookie')!.split(';') as [string];
});
afterAll(() => server[Symbol.asyncDispose]());

/** Nothing is added to these headers. */
const post = async (headers: Record<string, string>) =>
  (await fetch(`${server.url}/graphql`, { method: 'POST', body: '{"query":"{ viewer { id } }"}', headers })).status;
const read = async (headers: Record<string, string>) =>
  (await fetch(`${server.url}/api/runs/local/p/r/keys`, { headers })).status;

describe('the key', () => {
  test('opens as W&B’s clients send it, and as Bearer', async () => {
    expect(server.key).toMatch(/^[A-Za-z0-9]{40,}$/);
    for (const authorization of [
      basicAuthorization(server.key),
      `basic ${Buffer.from(`user:${server.key}`).toString('base64')}`,
      `Bearer ${server.key}`,
      `bearer ${server.key}`,
    ])
      expect(await read({ authorization }), authorization).toBe(200);
  });

  test.each([
    ['another key', () => basicAuthorization('x'.repeat(40))],
    ['the key as it is', () => server.key],
    ['half of it', () => basicAuthorization(server.key.slice(20))],
    ['what is not base64', () => 'Basic \u00e9\u00e9'],
    ['nothing', () => ''],
    ['another scheme without a value', () => 'Digest'],
  ])('is the only one: %s is refused', async (_what, authorization) => {
    expect(await read({ authorization: authorization() })).toBe(401);
    expect(await read({})).toBe(401);
  });

  test('that is wrong is told so, with where the right one is', async () => {
    const wrong = await server.graphql('{ viewer { entity } }', {}, 'x'.repeat(40));
    expect(wrong).toMatchObject({
      status: 401,
      errors: [{ message: expect.stringContaining('`spoor serve` prints') }],
    });
  });

  test('goes before the cookie: a wrong one is refused, though the browser is logged in', async () => {
    expect(await read({ cookie, authorization: 'Bearer wrong' })).toBe(401);
  });
});

describe('the cookie of a browser that is logged in', () => {
  test('acts only for the server’s own pages', async () => {
    expect(await post({ cookie, origin: server.url })).toBe(200);
    expect(await post({ cookie })).toBe(401);
    expect(await post({ cookie, origin: 'https://app.example' })).toBe(401);
    expect(await post({ cookie, origin: `http://localhost:${server.port}` })).toBe(403);
  });

  test('reads only for the server’s own pages', async () => {
    expect(await read({ cookie })).toBe(200);
    expect(await read({ cookie, 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await read({ cookie, 'sec-fetch-site': 'none' })).toBe(200);
    for (const site of ['same-site', 'cross-site', ''])
      expect(await read({ cookie, 'sec-fetch-site': site }), site).toBe(401);
  });

  test('cannot be made up', async () => {
    expect(await read({ cookie: `${cookie}x` })).toBe(401);
    const [name] = cookie.split('=');
    for (const value of ['', server.key, '%']) expect(await read({ cookie: `${name}=${value}` }), value).toBe(401);
  });
});

test('a page token is known, and is not the owner’s', async () => {
  const authorization = basicAuthorization(await pageToken(server));
  expect(await post({ authorization })).toBe(200);
  for (const path of ['/api/runs/local/p/r/keys', '/api/live?project=p', '/files/local/p/r/a.txt']) {
    const response = await server.fetch(path, { headers: { authorization } });
    expect([path, response.status, await response.text()]).toEqual([path, 403, expect.stringContaining('only write')]);
  }
});

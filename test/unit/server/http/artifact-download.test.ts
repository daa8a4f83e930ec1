import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { fileUrl, Logger, md5, put } from '../artifacts/log-artifact';
import { pageToken } from '../page-token';

let server: TestServer;
let logger: Logger;
let clock = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  server = await startTestServer({ now: () => clock });
  logger = new Logger(server);
  await logger.log({ 'page.html': '<script>alert(1)</script>', a: 'mine' });
  await logger.log({ b: 'theirs' }, { artifactCollectionName: 'other' });
});
afterAll(() => server[Symbol.asyncDispose]());

test('an address for a download needs no credential, is bound to one content, and expires', async () => {
  const url = await fileUrl(server, 'ds:latest', 'page.html');
  const response = await fetch(url);
  expect(await response.text()).toContain('alert');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment;.*page\.html/);
  expect(response.headers.get('content-security-policy')).toContain('sandbox');
  const [ticket, signature] = url.split('/downloads/')[1]!.split('.');
  const forged = Buffer.from(JSON.stringify([md5('other'), 'x', clock + 1e9])).toString('base64url');
  for (const address of [`${forged}.${signature}`, `${ticket}.x`, `${ticket}`, 'x.y']) {
    expect((await fetch(`${server.url}/downloads/${address}`)).status, address).toBe(403);
  }
  clock += 25 * 3600_000;
  expect((await fetch(url)).status).toBe(403);
});

test('addresses of downloads and of uploads are not taken for each other', async () => {
  const download = (await fileUrl(server, 'ds:latest', 'a')).split('/downloads/')[1];
  expect((await put(`${server.url}/uploads/${download}`, 'mine')).status).toBe(403);
  const [upload] = await logger.announce((await logger.begin('next')).id, [{ name: 'b', md5: md5('later') }]);
  expect((await fetch(`${server.url}/downloads/${upload!.split('/uploads/')[1]}`)).status).toBe(403);
});

test('an address that a client makes up itself gives only what a version of that collection has, to the owner', async () => {
  const path = (collection: string, text: string) =>
    `/artifactsV2/default/local/p/${collection}/QXJ0aWZhY3Q6MQ==/${Buffer.from(md5(text), 'base64').toString('hex')}/name.txt`;
  expect(await (await server.fetch(path('ds', 'mine'))).text()).toBe('mine');
  expect((await fetch(server.url + path('ds', 'mine'))).status).toBe(401);
  const headers = { authorization: `Bearer ${await pageToken(server)}` };
  expect((await server.fetch(path('ds', 'mine'), { headers })).status).toBe(403);
  for (const wrong of [
    path('ds', 'theirs'),
    path('none', 'mine'),
    path('ds', 'mine').replace('/local/p/', '/local/none/'),
    path('ds', 'mine').replace(/[0-9a-f]{32}/, '..%2F..%2Fkey'),
    path('ds', 'mine').replace(/[0-9a-f]{32}/, (hex) => `${hex}00`),
    path('ds', 'mine').replace(/[0-9a-f]{32}/, (hex) => hex.toUpperCase()),
  ]) {
    expect((await server.fetch(wrong)).status, wrong).toBe(404);
  }
});

test('content that was deleted while its address was on its way is gone', async () => {
  const { id } = await logger.log({ c: 'short-lived' }, { artifactCollectionName: 'brief' });
  const url = await fileUrl(server, 'brief:latest', 'c');
  expect((await fetch(url)).status).toBe(200);
  const deletion =
    'mutation($id: ID!) { deleteArtifact(input: { artifactID: $id, deleteAliases: true }) { artifact { id } } }';
  expect((await server.graphql(deletion, { id })).status).toBe(200);
  const gone = await fetch(url);
  expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining('deleted')]);
});

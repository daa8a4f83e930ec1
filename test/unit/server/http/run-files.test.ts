import { afterAll, beforeAll, expect, test } from 'vitest';
import { basicAuthorization } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';
import { pageToken } from '../page-token';
import { upload } from '../upload';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterAll(() => server[Symbol.asyncDispose]());

const read = (name: string, headers: Record<string, string> = {}) =>
  server.fetch(`/files/local/p/r/${name.split('/').map(encodeURIComponent).join('/')}`, { headers });

test('a file comes back by its name, whatever that is', async () => {
  for (const name of ['a.txt', 'dir/ünï cödé #1?.bin', '../../escape.txt', '/etc/passwd', '..', 'C:\\x', 'a%2fb']) {
    expect((await upload(server, name, `content of ${name}`)).status, name).toBe(200);
    // `..` and what begins with a slash have no address of this form: clients use `directUrl`.
    if (/^(\.\.|\/)/.test(name)) continue;
    expect(await (await read(name)).text(), name).toBe(`content of ${name}`);
  }
});

test('the second upload of a name replaces the first', async () => {
  await upload(server, 'again.txt', 'one');
  await upload(server, 'again.txt', 'three');
  expect(await (await read('again.txt')).text()).toBe('three');
});

test('the owner may read, and nobody else', async () => {
  await upload(server, 'b.txt', 'x');
  expect((await fetch(`${server.url}/files/local/p/r/b.txt`)).status).toBe(401);
  expect((await read('b.txt', { authorization: basicAuthorization(await pageToken(server)) })).status).toBe(403);
});

test.each([
  '/files/local/p/r/none.txt',
  '/files/local/p/none/a.txt',
  '/files/local/none/r/a.txt',
  '/files/x/p/r/a.txt',
])('what is not there is said, and not reported: %s', async (path) => {
  const response = await server.fetch(path);
  expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('has no file')]);
  expect(server.reported).toEqual([]);
});

test('an upload is told to who listens', async () => {
  const stream = await server.fetch('/api/live?project=p');
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  await upload(server, 'c.txt', 'x');
  let text = '';
  while (!text.includes('event: run')) text += (await reader.read()).value!;
  await reader.cancel();
});

import { createHash } from 'node:crypto';
import { request } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { CREATE_RUN_FILES, type CreateRunFilesResult } from '../../../../src/backend/wandb/operations';
import { basicAuthorization } from '../../../../src/wire/index';
import { fileStreamPath } from '../../../../src/wire/wandb/index';
import { startTestServer, type TestServer } from '../../../support/server';
import { startTlsProxy, type TlsProxy, type TlsProxyOptions } from '../../../support/tls-proxy';

let proxy: TlsProxy;
let server: TestServer;
afterEach(async () => {
  await proxy?.close();
  await server[Symbol.asyncDispose]();
});

async function serve(options: TlsProxyOptions, isTold = true): Promise<void> {
  proxy = await startTlsProxy(options);
  server = await startTestServer({ ...(isTold && { publicUrl: proxy.url }) });
  proxy.target = server.url;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** As a client of another machine: to the name of the proxy, by TLS, which is checked. */
function open(path: string, { method = 'GET', headers = {}, body = '' } = {}): Promise<IncomingMessage> {
  const { hostname, port } = new URL(proxy.url);
  const to = new URL(path, proxy.url);
  expect(to.origin, 'every address that the server gives is that of the proxy').toBe(proxy.url);
  return new Promise((done, fail) => {
    request(
      {
        host: '127.0.0.1',
        port,
        servername: hostname,
        ca: proxy.ca,
        method,
        path: to.pathname + to.search,
        agent: false,
        headers: { host: to.host, 'content-length': String(Buffer.byteLength(body)), ...headers },
      },
      done,
    )
      .on('error', fail)
      .end(body);
  });
}

async function send(path: string, options?: Parameters<typeof open>[1]): Promise<Answer> {
  const response = await open(path, options);
  let body = '';
  for await (const bytes of response) body += String(bytes);
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

const asOwner = () => ({ authorization: basicAuthorization(server.key) });

describe.each<[string, TlsProxyOptions]>([
  ['keeps the Host', { keepsHost: true }],
  ['puts its own Host and says nothing of others', { keepsHost: false, saysFor: false }],
])('behind a proxy for TLS that %s', (_what, options) => {
  test('the printed address logs in, with a cookie for https, and the dashboard acts', async () => {
    await serve(options);
    expect(server.loginUrl).toBe(`${proxy.url}/?token=${server.key}`);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    const login = await send(server.loginUrl);
    expect(login.status).toBe(302);
    const [cookie] = login.headers['set-cookie']!;
    expect(cookie).toMatch(/; Secure/);
    const session = { cookie: cookie!.split(';')[0]! };
    expect((await send(new URL(login.headers.location!, proxy.url).href, { headers: session })).status).not.toBe(401);
    const post = (origin: string) =>
      send('/graphql', {
        method: 'POST',
        body: '{"query":"{ viewer { entity } }"}',
        headers: { ...session, origin, 'sec-fetch-site': 'same-origin' },
      });
    expect(await post(proxy.url)).toMatchObject({ status: 200, body: '{"data":{"viewer":{"entity":"local"}}}' });
    expect((await post('https://evil.example')).status).toBe(403);
    const token = await send('/api/page-token', {
      method: 'POST',
      body: '{"project":"p"}',
      headers: { ...session, origin: proxy.url },
    });
    expect(token.status).toBe(200);
    expect(
      (await send('/api/page-token', { method: 'POST', body: '{"project":"p"}', headers: { origin: proxy.url } }))
        .status,
    ).toBe(401);
  });

  test('the form of the login page logs in', async () => {
    await serve(options);
    const body = `key=${server.key}&to=%2Flocal%2Fp`;
    const headers = { origin: proxy.url, 'content-type': 'application/x-www-form-urlencoded' };
    const login = await send('/api/login', { method: 'POST', body, headers });
    expect([login.status, login.headers.location]).toEqual([303, '/local/p']);
    expect(login.headers['set-cookie']![0]).toMatch(/; Secure/);
  });

  test("a client of W&B's protocol logs rows and uploads a file by the address that it is given", async () => {
    await serve(options);
    await server.createRun('p', 'r');
    const post = (path: string, body: object) =>
      send(path, { method: 'POST', body: JSON.stringify(body), headers: asOwner() });
    const rows = { files: { 'wandb-history.jsonl': { offset: 0, content: ['{"a":1}'] } } };
    expect((await post(`/${fileStreamPath('local', 'p', 'r')}`, rows)).status).toBe(200);
    const variables = { entity: 'local', project: 'p', run: 'r', files: ['a.txt'] };
    const { data } = JSON.parse((await post('/graphql', { query: CREATE_RUN_FILES, variables })).body) as {
      data: CreateRunFilesResult;
    };
    const { uploadUrl } = data.createRunFiles.files[0]!;
    expect((await send(uploadUrl!, { method: 'PUT', body: 'hello' })).status).toBe(200);
    const query =
      '{ project(name: "p") { run(name: "r") { historyLineCount files { edges { node { directUrl md5 } } } } } }';
    const found = JSON.parse((await post('/graphql', { query })).body) as {
      data: {
        project: {
          run: { historyLineCount: number; files: { edges: { node: { directUrl: string; md5: string } }[] } };
        };
      };
    };
    const { historyLineCount, files } = found.data.project.run;
    expect(historyLineCount).toBe(1);
    expect(files.edges[0]!.node.md5).toBe(createHash('md5').update('hello').digest('base64'));
    expect((await send(files.edges[0]!.node.directUrl, { headers: asOwner() })).body).toBe('hello');
  });

  test('what happens is told at once', async () => {
    await serve(options);
    const live = await open('/api/live?project=p', { headers: asOwner() });
    expect(live.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'x-accel-buffering': 'no',
      'cache-control': 'no-store',
    });
    expect(live.headers['content-encoding']).toBeUndefined();
    const heard = (async () => {
      let text = '';
      for await (const bytes of live) if ((text += String(bytes)).includes('event: run')) return text;
      return text;
    })();
    await server.createRun('p', 'r');
    expect(await heard).toContain('event: run');
  });
});

test('a server that was not told of its proxy says so, and what to do', async () => {
  await serve({ keepsHost: true }, false);
  const { status, body } = await send('/');
  expect(status).toBe(403);
  const { host } = new URL(proxy.url);
  expect(body).toContain(`does not answer to the name \\"${host}\\"`);
  expect(body).toContain(`--public-url https://${host}`);
});

test('nor does it take the word of the proxy: the Origin that it does not know is refused, and its name is told', async () => {
  await serve({ keepsHost: false, saysFor: true }, false);
  const { status, body } = await send('/graphql', { method: 'POST', body: '{}', headers: { origin: proxy.url } });
  expect(status).toBe(403);
  expect(body).toContain(`start it with --public-url ${proxy.url}`);
});

test.each(['evil.example', 'a$(x).example', 'spoor.localhost.evil.example'])(
  'a server that was told of its proxy answers to no other name: %s',
  async (host) => {
    await serve({ keepsHost: true });
    const { status, body } = await send('/api/health', { headers: { host } });
    expect(status).toBe(403);
    if (host.includes('$')) expect(body).not.toContain(`--public-url https://${host}`);
  },
);

test('straight to the server, everything goes on as before, but for addresses', async () => {
  await serve({ keepsHost: true });
  expect((await server.graphql('{ viewer { entity } }')).data).toEqual({ viewer: { entity: 'local' } });
  expect((await fetch(`${server.url}/?token=${server.key}`, { redirect: 'manual' })).headers.get('location')).toBe('/');
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fetchPageToken } from '../../../../src/backend/wandb/credential';
import type { ServerOptions } from '../../../../src/server/index';
import { UPSERT_BUCKET } from '../../../../src/backend/wandb/operations';
import { APP_NONCE, basicAuthorization, type PageToken } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

let folder: string;
let server: TestServer;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spoor-app-'));
  mkdirSync(join(folder, 'sub'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>App</title>');
  writeFileSync(join(folder, 'sub/other.html'), '<!doctype html><title>Other</title>');
  writeFileSync(join(folder, 'main.js'), 'start();');
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  for (const path of [folder, ...made.splice(0)]) rmSync(path, { recursive: true, force: true });
});

/** Data folders that outlive a server. */
const made: string[] = [];
let clock = Date.now();
async function serve(options: ServerOptions = {}): Promise<void> {
  server = await startTestServer({ app: folder, now: () => clock, ...options });
}

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

/** Sends what `fetch` may not: any Host, Origin and header of a proxy. */
function send(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  return new Promise((done, fail) => {
    const { hostname } = new URL(server.url);
    const host = hostname.replace(/^\[|\]$/g, '');
    request({ host, port: server.port, method, path, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (bytes: Buffer) => (text += String(bytes)));
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    })
      .on('error', fail)
      .end(body);
  });
}

const nonceAt = async (path: string, headers: Record<string, string> = {}) =>
  (await send('GET', path, headers)).headers[APP_NONCE];
const ask = (nonce: unknown, headers: Record<string, string> = {}) =>
  send(
    'POST',
    '/api/page-token',
    { origin: server.url, 'sec-fetch-site': 'same-origin', ...headers },
    JSON.stringify({ project: 'p', nonce }),
  );

describe('without a login, a page of the app on its own machine', () => {
  test('gets a token by the nonce that came with it, which writes', async () => {
    await serve();
    for (const path of ['/app/', '/app/index.html', '/app/sub/other.html']) {
      const answer = await ask(await nonceAt(path));
      expect(answer.status, path).toBe(200);
      const { token } = JSON.parse(answer.body) as PageToken;
      expect((await server.graphql(UPSERT_BUCKET, { name: 'r', project: 'p' }, token)).status).toBe(200);
      expect((await server.graphql(UPSERT_BUCKET, { name: 'r', project: 'another' }, token)).status).toBe(403);
    }
  });

  test('gets none without the nonce, nor by another text', async () => {
    await serve();
    const nonce = String(await nonceAt('/app/'));
    const { token } = JSON.parse((await ask(nonce)).body) as PageToken;
    for (const wrong of [
      undefined,
      null,
      '',
      7,
      {},
      [nonce],
      'x.y',
      `${nonce}x`,
      nonce.split('.')[0],
      token,
      server.key,
    ]) {
      const { status, body } = await ask(wrong);
      expect([status, body], JSON.stringify(wrong)).toEqual([401, expect.stringContaining('without a login')]);
    }
  });

  test('gets none by the nonce of an hour ago, and one by a new one, also after a restart of the server', async () => {
    await serve();
    const nonce = await nonceAt('/app/');
    clock += 3600_000;
    expect((await ask(nonce)).status).toBe(401);
    const fresh = await nonceAt('/app/');
    const { data, port } = server;
    made.push(data);
    await server.close();
    server = await startTestServer({ app: folder, now: () => clock, data, port });
    expect((await ask(fresh)).status).toBe(200);
  });

  test('finds it by itself, twelve hours later too', async () => {
    await serve();
    // What the library sends from Node has no Origin, as what a browser sends of its own page has.
    const { fetch } = globalThis;
    globalThis.fetch = (input, init) => {
      const sent = new Request(input, init);
      return fetch(new Request(sent, { headers: [...sent.headers, ['origin', server.url]] }));
    };
    try {
      const scope = { baseUrl: server.url, entity: null, project: 'p', runId: 'r' };
      const first = await fetchPageToken(scope);
      clock += 12 * 3600_000;
      expect((await server.graphql('{ viewer { id } }', {}, first)).status).toBe(401);
      expect((await server.graphql('{ viewer { id } }', {}, await fetchPageToken(scope))).status).toBe(200);
    } finally {
      globalThis.fetch = fetch;
    }
  });

  test('on IPv6 too', async () => {
    await serve({ host: '::1' });
    expect(server.url).toBe(`http://[::1]:${server.port}`);
    expect((await ask(await nonceAt('/app/'))).status).toBe(200);
  });

  test('without an index.html at /app/', async () => {
    rmSync(join(folder, 'index.html'));
    await serve();
    expect((await send('GET', '/app/')).status).toBe(404);
    expect((await ask(await nonceAt('/app/'))).status).toBe(200);
  });
});

describe('nobody else gets a token for sending the address of the server as Origin', () => {
  test.each<[string, ServerOptions]>([
    ['without an app', { app: undefined as never }],
    ['at all addresses', { host: '0.0.0.0' }],
    ['at all addresses of both kinds', { host: '::' }],
    ['behind a proxy', { publicUrl: 'https://spoor.example' }],
  ])('from a server %s', async (_where, options) => {
    await serve();
    // Signed by the very same secret.
    const nonce = await nonceAt('/app/');
    const { data } = server;
    made.push(data);
    await server.close();
    server = await startTestServer({ app: folder, data, now: () => clock, ...options });
    expect(await nonceAt('/app/')).toBeUndefined();
    expect((await ask(nonce)).status).toBe(401);
    expect((await ask(nonce, { origin: 'https://spoor.example' })).status).toBeGreaterThanOrEqual(401);
  });

  test.each([
    'x-forwarded-for',
    'x-forwarded-proto',
    'x-forwarded-host',
    'forwarded',
    'via',
    'x-real-ip',
    'cf-connecting-ip',
    'true-client-ip',
  ])('through a proxy on this machine that adds %s', async (name) => {
    await serve();
    const nonce = await nonceAt('/app/');
    expect(await nonceAt('/app/', { [name]: '192.0.2.7' })).toBeUndefined();
    expect((await ask(nonce, { [name]: '192.0.2.7' })).status).toBe(401);
  });

  test('through a proxy that speaks HTTP/1.0, as nginx does unless told otherwise', async () => {
    await serve();
    const answer = await new Promise<string>((done, fail) => {
      let text = '';
      const socket = connect(server.port, '127.0.0.1', () =>
        socket.write(`GET /app/ HTTP/1.0\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`),
      );
      socket.on('data', (bytes) => (text += String(bytes)));
      socket.on('end', () => done(text)).on('error', fail);
    });
    expect(answer).toContain('200 OK');
    expect(answer.toLowerCase()).not.toContain(APP_NONCE);
  });

  test('as a page of another origin, be it of this machine, allowed, or without one', async () => {
    await serve({ allowOrigins: ['https://app.example', 'null'] });
    const nonce = await nonceAt('/app/');
    for (const origin of ['https://app.example', 'null'])
      expect((await ask(nonce, { origin })).status, origin).toBe(401);
    for (const origin of [
      `http://127.0.0.1:${server.port + 1}`,
      `http://localhost:${server.port}`,
      `https://127.0.0.1:${server.port}`,
    ])
      expect((await ask(nonce, { origin })).status, origin).toBe(403);
    expect((await ask(nonce, { 'sec-fetch-site': 'same-site' })).status).toBe(401);
    expect((await ask(nonce, { host: 'evil.example' })).status).toBe(403);
  });

  test('nor may an allowed page read the nonce', async () => {
    await serve({ allowOrigins: ['https://app.example'] });
    const { headers } = await send('GET', '/app/', { origin: 'https://app.example' });
    expect(headers['access-control-expose-headers']).not.toContain(APP_NONCE);
  });
});

describe('with a credential', () => {
  test.each<[string, ServerOptions]>([
    ['without an app', { app: undefined as never }],
    ['at all addresses', { host: '0.0.0.0' }],
  ])('a page of a browser that is logged in gets one, from a server %s', async (_where, options) => {
    await serve(options);
    const login = await fetch(server.loginUrl, { redirect: 'manual' });
    const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
    expect((await ask(undefined, { cookie })).status).toBe(200);
    expect((await ask(undefined, { cookie, origin: '' })).status).toBeGreaterThanOrEqual(401);
    expect((await ask(undefined, { cookie, 'sec-fetch-site': 'same-site' })).status).toBe(401);
    expect(
      (await ask(undefined, { authorization: basicAuthorization(server.key), 'x-forwarded-for': '192.0.2.7' })).status,
    ).toBe(200);
  });
});

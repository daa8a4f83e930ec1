import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spoor-web-'));
  mkdirSync(join(folder, 'dist/dashboard/assets'), { recursive: true });
  mkdirSync(join(folder, 'app/sub'), { recursive: true });
  writeFileSync(join(folder, 'dist/spoor.iife.js'), 'var spoor;');
  writeFileSync(join(folder, 'dist/command.js'), 'not for pages');
  writeFileSync(join(folder, 'dist/dashboard/index.html'), '<title>Dashboard</title>');
  writeFileSync(join(folder, 'dist/dashboard/assets/index.css'), 'body {}');
  writeFileSync(join(folder, 'app/index.html'), '<title>App</title>');
  writeFileSync(join(folder, 'app/sub/a b.txt'), 'hello');
  writeFileSync(join(folder, 'outside.txt'), 'secret');
  server = await startTestServer({
    assets: join(folder, 'dist'),
    app: join(folder, 'app'),
    allowOrigins: ['https://app.example'],
  });
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** `fetch` sets the Host itself, and resolves "..": this does neither. */
function raw(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  return new Promise((done, fail) => {
    request({ host: '127.0.0.1', port: server.port, path, headers }, (response) => {
      let body = '';
      response.on('data', (bytes: Buffer) => (body += String(bytes)));
      response.on('end', () => done({ status: response.statusCode ?? 0, body }));
    })
      .on('error', fail)
      .end();
  });
}

describe('the Host header', () => {
  test.each(['evil.example', 'evil.example:PORT', 'localhost.evil.example:PORT', '10.0.0.1:PORT'])(
    '%s is refused',
    async (host) => {
      const { status, body } = await raw('/api/health', { host: host.replace('PORT', String(server.port)) });
      expect(status).toBe(403);
      expect(body).toContain('does not answer to the name');
    },
  );

  test.each(['127.0.0.1:PORT', 'localhost:PORT', '[::1]:PORT', 'LOCALHOST:PORT', 'localhost', '127.0.0.1:2222'])(
    '%s is our own',
    async (host) => {
      expect((await raw('/api/health', { host: host.replace('PORT', String(server.port)) })).status).toBe(200);
    },
  );
});

describe('the Origin header', () => {
  test('of a stranger is refused, with the way out', async () => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const response = await server.fetch('/graphql', { method, headers: { origin: 'https://evil.example' } });
      expect(response.status).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(await response.text()).toContain('--allow-origin https://evil.example');
    }
  });

  test('of a page in a sandbox is a stranger', async () => {
    expect((await server.fetch('/api/health', { headers: { origin: 'null' } })).status).toBe(403);
  });

  test('that is its own gets a preflight, too, which no browser asks for but `wandb verify` does', async () => {
    const headers = { origin: server.url, 'access-control-request-method': 'GET' };
    for (const path of ['/files/local/p/r/a.txt', '/graphql']) {
      const answer = await fetch(server.url + path, { method: 'OPTIONS', headers });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, server.url]);
    }
    const read = await server.fetch('/api/health', { headers: { origin: server.url } });
    expect(read.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('that is allowed gets its preflight and may send, without cookies', async () => {
    const headers = { origin: 'https://app.example' };
    const preflight = await fetch(`${server.url}/graphql`, {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-encoding');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(Number(preflight.headers.get('access-control-max-age'))).toBeGreaterThan(0);
    const response = await server.fetch('/graphql', { method: 'POST', body: '{"query":"{ viewer { id } }"}', headers });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(response.headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('the dashboard', () => {
  const login = async () => {
    const response = await fetch(`${server.url}/local/p?token=${server.key}&x=1`, { redirect: 'manual' });
    expect(response.status).toBe(302);
    expect(new URL(response.headers.get('location')!, response.url).href).toBe(`${server.url}/local/p?x=1`);
    const cookie = response.headers.get('set-cookie')!;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).not.toContain(server.key);
    return cookie.split(';')[0]!;
  };

  test('asks who is not logged in to open the printed address', async () => {
    for (const path of ['/', '/local/p', '/local/p/runs/r', `/?token=${'0'.repeat(40)}`]) {
      const response = await fetch(server.url + path);
      expect(response.status).toBe(401);
      expect(await response.text()).toContain('spoor serve');
    }
  });

  test('tells a person that an address leads nowhere, and a program what it asked for', async () => {
    for (const path of ['/a/b/c/d', '/app/%3Cscript%3E', '/sdk/x.js']) {
      const page = await fetch(server.url + path, { headers: { 'sec-fetch-dest': 'document' } });
      expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      expect(await page.text()).not.toContain(decodeURIComponent(path));
      const answer = await fetch(server.url + path);
      expect([answer.status, await answer.text()]).toEqual([
        404,
        expect.stringContaining(`There is nothing at ${decodeURIComponent(path)}`),
      ]);
    }
  });

  test('is shown to who opened it, with headers that keep strangers out', async () => {
    const cookie = await login();
    const response = await server.fetch('/local/p/runs/r', { headers: { cookie } });
    expect(await response.text()).toBe('<title>Dashboard</title>');
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('acts through the cookie only for its own pages', async () => {
    const cookie = await login();
    const post = (headers: Record<string, string>) =>
      server.fetch('/graphql', {
        method: 'POST',
        body: '{"query":"{ viewer { id } }"}',
        headers: { cookie, ...headers },
      });
    expect((await post({ origin: server.url })).status).toBe(200);
    expect((await post({})).status).toBe(401);
    expect((await post({ origin: 'https://app.example' })).status).toBe(401);
    expect((await post({ origin: `http://localhost:${server.port}` })).status).toBe(403);
    await server.createRun('p', 'r');
    expect((await server.fetch('/api/runs/local/p/r/keys', { headers: { cookie } })).status).toBe(200);
    expect(
      (await server.fetch('/api/runs/local/p/r/keys', { headers: { cookie, 'sec-fetch-site': 'same-site' } })).status,
    ).toBe(401);
    expect((await server.fetch('/api/runs/local/p/r/keys', { headers: { cookie: `${cookie}x` } })).status).toBe(401);
  });

  test('says how to build it when it is not there', async () => {
    rmSync(join(folder, 'dist/dashboard'), { recursive: true });
    const response = await server.fetch('/', { headers: { cookie: await login() } });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build');
  });
});

describe('static files', () => {
  test('need no credential: app, scripts, assets', async () => {
    const get = (path: string) => fetch(server.url + path);
    expect(await (await get('/app/')).text()).toBe('<title>App</title>');
    expect(await (await get('/app/sub/a%20b.txt')).text()).toBe('hello');
    expect((await get('/assets/index.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
    const script = await get('/sdk/spoor.iife.js');
    expect(await script.text()).toBe('var spoor;');
    expect(script.headers.get('access-control-allow-origin')).toBe('*');
    expect((await get('/sdk/command.js')).status).toBe(404);
    expect(
      (await fetch(`${server.url}/sdk/spoor.iife.js`, { headers: { origin: 'https://anyone.example' } })).status,
    ).toBe(200);
  });

  test.each([
    '/app/../outside.txt',
    '/app/%2e%2e/outside.txt',
    '/app/..%2foutside.txt',
    '/app/sub/..%2f..%2foutside.txt',
    '/app/%00',
    '/assets/..%2f..%2fcommand.js',
    '/sdk/..%2f..%2foutside.txt',
    '/app/%E0%A4%A',
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await raw(path, { host: `127.0.0.1:${server.port}` });
    expect(body).not.toContain('secret');
    expect(body).not.toContain('not for pages');
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

test('an app is served without its hidden files', async () => {
  const app = join(folder, 'app');
  for (const [path, text] of [
    ['.env', 'SECRET=1'],
    ['.git/config', 'x'],
    ['sub/.npmrc', 'x'],
    ['.well-known/security.txt', 'Contact: us'],
  ] as const) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    writeFileSync(join(app, path), text);
  }
  symlinkSync(join(app, '.env'), join(app, 'env.txt'));
  const own = await startTestServer({ app });
  try {
    for (const path of ['.env', '.git/config', 'sub/.npmrc', '%2eenv', 'env.txt']) {
      expect((await fetch(`${own.url}/app/${path}`)).status, path).toBe(404);
    }
    expect(await (await fetch(`${own.url}/app/.well-known/security.txt`)).text()).toBe('Contact: us');
  } finally {
    await own[Symbol.asyncDispose]();
  }
});

test.each(['as it is', 'by another name'])(
  'an app with the data folder in it, given %s, is served without it',
  async (how) => {
    const app = join(folder, 'app');
    symlinkSync(app, join(folder, 'app-link'));
    const data = join(how === 'as it is' ? app : join(folder, 'app-link'), 'spoor-data');
    const own = await startTestServer({ app, data });
    symlinkSync(data, join(app, 'link'));
    symlinkSync(join(data, 'key'), join(app, 'sub/link.txt'));
    writeFileSync(join(data, 'index.html'), own.key);
    writeFileSync(join(app, 'spoor-data.html'), 'about our data');
    try {
      for (const path of [
        'spoor-data/key',
        'spoor-data/spoor.db',
        'spoor-data/',
        'spoor-data',
        'link/key',
        'link/',
        'sub/link.txt',
        'sub/..%2flink%2fkey',
      ]) {
        expect((await fetch(`${own.url}/app/${path}`)).status, path).toBe(404);
      }
      expect(await (await fetch(`${own.url}/app/`)).text()).toBe('<title>App</title>');
      expect(await (await fetch(`${own.url}/app/spoor-data.html`)).text()).toBe('about our data');
    } finally {
      await own.close();
    }
  },
);

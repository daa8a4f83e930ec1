import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startServer } from '../../../../src/server/index';
import { originOf } from '../../../../src/server/access/origin';
import { startTestServer, type TestServer } from '../../../support/server';

describe('an origin', () => {
  test.each([
    ['https://app.example', 'https://app.example'],
    ['HTTPS://App.Example:443', 'https://app.example'],
    ['http://localhost:5173', 'http://localhost:5173'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['chrome-extension://abcdefghijklmnop', 'chrome-extension://abcdefghijklmnop'],
    ['moz-extension://5B2C6A1E-0b6f-4a0c-9d9e-000000000000', 'moz-extension://5b2c6a1e-0b6f-4a0c-9d9e-000000000000'],
    ['safari-web-extension://0A1B', 'safari-web-extension://0a1b'],
    ['tauri://localhost', 'tauri://localhost'],
    ['capacitor://localhost', 'capacitor://localhost'],
    ['ionic://localhost:8100', 'ionic://localhost:8100'],
    ['app://obsidian.md', 'app://obsidian.md'],
    ['app://.', 'app://.'],
    ['file://', 'file://'],
    ['null', 'null'],
  ])('%s', (text, origin) => {
    expect(originOf(text)).toBe(origin);
    expect(originOf(origin)).toBe(origin);
  });

  test.each([
    '',
    '*',
    'https://',
    'https://app.example/',
    'https://app.example/x',
    'https://app.example?x',
    'https://me@app.example',
    'app.example',
    'localhost:5173',
    'tauri://localhost/',
    'tauri:localhost',
    'javascript:alert(1)',
    'https://a b',
    'https://a:99999',
    'app://$(touch x)',
    ' https://app.example',
    'NULL',
  ])('%j is not one', (text) => expect(originOf(text)).toBeNull());
});

describe('allowOrigins', () => {
  let server: TestServer | null = null;
  afterEach(async () => {
    await server?.[Symbol.asyncDispose]();
    server = null;
  });

  test.each([
    'chrome-extension://abcdefgh',
    'moz-extension://5B2C',
    'tauri://localhost',
    'capacitor://localhost',
    'ionic://localhost',
    'app://obsidian.md',
    'file://',
    'null',
  ])('takes %s, which the refusal has advised, and lets its pages send', async (origin) => {
    server = await startTestServer();
    const send = (headers: Record<string, string>) =>
      server!.fetch('/graphql', {
        method: 'POST',
        body: '{"query":"{ viewer { id } }"}',
        headers: { ...headers, origin },
      });
    const refused = await send({});
    expect(refused.status).toBe(403);
    const [, advised] = /--allow-origin (\S+) to let/.exec(await refused.text()) ?? [];
    await server[Symbol.asyncDispose]();
    server = await startTestServer({ allowOrigins: [advised!] });
    const taken = await send({});
    expect([taken.status, taken.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    const preflight = await fetch(`${server.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    // Without a credential it has been let in to be refused.
    expect((await fetch(`${server.url}/graphql`, { method: 'POST', body: '{}', headers: { origin } })).status).toBe(
      401,
    );
  });

  test('compares what means the same', async () => {
    server = await startTestServer({ allowOrigins: ['HTTPS://App.Example:443'] });
    expect((await server.fetch('/api/health', { headers: { origin: 'https://app.example' } })).status).toBe(200);
    expect((await server.fetch('/api/health', { headers: { origin: 'https://app.example:444' } })).status).toBe(403);
    expect((await server.fetch('/api/health', { headers: { origin: 'http://app.example' } })).status).toBe(403);
  });

  test.each<[unknown, string]>([
    [
      'https://app.example/',
      'Each of allowOrigins (--allow-origin) must be like https://app.example, not "https://app.example/".',
    ],
    ['https://app.example/some/page?x', 'must be like https://app.example, not "https://app.example/some/page?x".'],
    ['tauri://localhost/', 'must be like tauri://localhost, not "tauri://localhost/".'],
    [
      'app.example',
      'must be like https://app.example, chrome-extension://id, tauri://localhost or null, not "app.example".',
    ],
    ['*', 'not "*".'],
    ['javascript:alert(1)', 'not "javascript:alert(1)".'],
    [null, 'not null.'],
    [5, 'not 5.'],
  ])('refuses %j at once', async (given, sentence) => {
    const data = mkdtempSync(join(tmpdir(), 'spoor-origin-'));
    const starting = startServer({ port: 0, data, allowOrigins: [given as string] });
    await expect(starting).rejects.toMatchObject({ code: 'bad-option', message: expect.stringContaining(sentence) });
    rmSync(data, { recursive: true });
  });

  test('must be a list', async () => {
    const starting = startServer({ port: 0, allowOrigins: 'https://app.example' as never });
    await expect(starting).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringContaining("a list such as ['https://app.example']"),
    });
  });

  test.each([
    'https://spoor.example/',
    'https://spoor.example/spoor',
    'spoor.example',
    'tauri://localhost',
    'null',
    'ftp://spoor.example',
    '',
  ])('and publicUrl is refused as %j', async (publicUrl) => {
    const starting = startServer({ port: 0, publicUrl });
    await expect(starting).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringMatching(/^publicUrl \(--public-url\) must be like https:\/\/spoor\.example, not /),
    });
  });
});

import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compressed } from '../../../../src/server/http/compressed';
import { basicAuthorization } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

const SCRIPT = 'var spoor = { log() {} };\n'.repeat(400);

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spoor-compressed-'));
  mkdirSync(join(folder, 'dist/dashboard/assets'), { recursive: true });
  mkdirSync(join(folder, 'app'));
  for (const path of [
    'dist/spoor.iife.js',
    'dist/dashboard/assets/index.js',
    'app/main.mjs',
    'app/index.html',
    'app/style.css',
    'app/net.wasm',
    'app/icon.svg',
  ])
    writeFileSync(join(folder, path), SCRIPT);
  writeFileSync(join(folder, 'app/short.js'), 'start();');
  writeFileSync(join(folder, 'app/photo.png'), randomBytes(5000));
  server = await startTestServer({ assets: join(folder, 'dist'), app: join(folder, 'app') });
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** What comes over the wire: `fetch` unpacks. */
function send(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; headers: IncomingHttpHeaders; bytes: Buffer }> {
  return new Promise((done, fail) => {
    request({ host: '127.0.0.1', port: server.port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) }),
      );
    })
      .on('error', fail)
      .end();
  });
}

const BROWSER = { 'accept-encoding': 'gzip, deflate, br, zstd' };

describe('files that are the same for everybody are sent compressed', () => {
  test.each([
    '/sdk/spoor.iife.js',
    '/assets/index.js',
    '/app/main.mjs',
    '/app/',
    '/app/style.css',
    '/app/net.wasm',
    '/app/icon.svg',
  ])('%s', async (path) => {
    for (const [accept, encoding, unpack] of [
      ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
      ['gzip', 'gzip', gunzipSync],
      ['GZIP;q=0.5, br;q=0', 'gzip', gunzipSync],
    ] as const) {
      const { status, headers, bytes } = await send(path, { 'accept-encoding': accept });
      expect([status, headers['content-encoding'], headers.vary]).toEqual([
        200,
        encoding,
        expect.stringContaining('Accept-Encoding'),
      ]);
      expect(unpack(bytes).toString()).toBe(SCRIPT);
      expect(Number(headers['content-length'])).toBe(bytes.length);
      expect(bytes.length).toBeLessThan(SCRIPT.length / 10);
      const head = await send(path, { 'accept-encoding': accept }, 'HEAD');
      for (const name of ['content-length', 'content-encoding', 'etag', 'vary', 'content-type'])
        expect(head.headers[name], name).toBe(headers[name]);
    }
  });

  test.each(['', 'identity', 'zstd', 'br;q=0, gzip;q=0', '*;q=0'])('as they are for who accepts %j', async (accept) => {
    const { headers, bytes } = await send('/sdk/spoor.iife.js', { 'accept-encoding': accept });
    expect([headers['content-encoding'], headers.vary]).toEqual([
      undefined,
      expect.stringContaining('Accept-Encoding'),
    ]);
    expect(bytes.toString()).toBe(SCRIPT);
  });

  test.each(['/app/short.js', '/app/photo.png'])('as they are where it gains nothing: %s', async (path) => {
    const { headers } = await send(path, BROWSER);
    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, undefined]);
  });

  test('to pages of every origin, as before', async () => {
    const { headers } = await send('/sdk/spoor.iife.js', { ...BROWSER, origin: 'https://anyone.example' });
    expect([headers['content-encoding'], headers['access-control-allow-origin']]).toEqual(['br', '*']);
  });
});

describe('a file that a browser has', () => {
  test('is not sent again, in whichever encoding, until it has changed', async () => {
    const path = join(folder, 'app/main.mjs');
    const first = await send('/app/main.mjs', BROWSER);
    const etag = first.headers.etag!;
    for (const headers of [
      { ...BROWSER, 'if-none-match': etag },
      { 'if-none-match': `"other", ${etag.replace('W/', '')}` },
    ]) {
      const again = await send('/app/main.mjs', headers);
      expect([again.status, again.bytes.length, again.headers.etag, again.headers['cache-control']]).toEqual([
        304,
        0,
        etag,
        'no-cache',
      ]);
      expect(again.headers.vary).toContain('Accept-Encoding');
    }
    const changed = SCRIPT.replaceAll('log', 'LOG');
    writeFileSync(path, changed);
    utimesSync(path, new Date(), new Date(Date.now() + 5000));
    const after = await send('/app/main.mjs', { ...BROWSER, 'if-none-match': etag });
    expect(after.status).toBe(200);
    expect(brotliDecompressSync(after.bytes).toString()).toBe(changed);
  });
});

test('what has secrets, is told as it happens, or is a stranger’s is not compressed', async () => {
  await server.createRun('p', 'r', { config: JSON.stringify({ text: { value: 'x'.repeat(5000) } }) });
  const headers = { ...BROWSER, authorization: basicAuthorization(server.key) };
  const login = await fetch(server.loginUrl, { redirect: 'manual' });
  const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
  for (const [path, more] of [
    ['/api/runs/local/p/r/keys', headers],
    ['/api/runs/local/p/r/wandb', headers],
    [`/local/${'p'.repeat(100)}`, BROWSER],
    ['/', { ...BROWSER, cookie }],
  ] as const) {
    expect((await send(path, more)).headers['content-encoding'], path).toBeUndefined();
  }
  const graphql = await server.fetch('/graphql', {
    method: 'POST',
    body: '{"query":"{ project(name: \\"p\\") { run(name: \\"r\\") { config } } }"}',
    headers: BROWSER,
  });
  expect(graphql.headers.get('content-encoding')).toBeNull();
  expect((await graphql.text()).length).toBeGreaterThan(5000);
});

test('a file that many ask for at the same time is compressed once', async () => {
  const path = join(folder, 'app/main.mjs');
  const [one, ...others] = await Promise.all(Array.from({ length: 5 }, () => compressed(path, 'W/"at once"', 'br')));
  for (const other of others) expect(other).toBe(one);
  expect(await compressed(path, 'W/"at once"', 'br')).toBe(one);
  const missing = () => compressed(`${path}.none`, 'W/"at once"', 'br');
  expect(await Promise.allSettled([missing(), missing()])).toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ]);
  writeFileSync(`${path}.none`, SCRIPT);
  expect(brotliDecompressSync(await missing()).toString()).toBe(SCRIPT);
});

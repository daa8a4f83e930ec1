import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { sendRaw } from './send-raw';
import { makeWebFolder, type WebFolder } from './web-folder';

let server: TestServer;
let folder: WebFolder;
beforeAll(async () => {
  folder = makeWebFolder();
  for (const [path, text] of [
    ['.env', 'SECRET=1'],
    ['.git/config', 'secret'],
    ['sub/.npmrc', 'secret'],
    ['.well-known/security.txt', 'Contact: us'],
    ['main.MJS', 'start();'],
    ['data.unheard-of', 'x'],
  ] as const)
    folder.write(`app/${path}`, text);
  symlinkSync(join(folder.app, '.env'), join(folder.app, 'env.txt'));
  symlinkSync(join(folder.path, 'outside.txt'), join(folder.app, 'inside.txt'));
  symlinkSync('loop', join(folder.app, 'loop'));
  server = await startTestServer({ assets: folder.dist, app: folder.app });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  folder.remove();
});

const get = (path: string, headers?: Record<string, string>) => fetch(server.url + path, headers && { headers });

describe('a file', () => {
  test('needs no credential: app, scripts, assets', async () => {
    expect(await (await get('/app/')).text()).toBe('<title>App</title>');
    expect(await (await get('/app/sub/a%20b.txt')).text()).toBe('hello');
    expect((await get('/assets/index.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
    const script = await get('/sdk/spoor.iife.js');
    expect(await script.text()).toBe('var spoor;');
    expect(script.headers.get('access-control-allow-origin')).toBe('*');
    expect((await get('/sdk/command.js')).status).toBe(404);
    expect((await get('/sdk/spoor.iife.js', { origin: 'https://anyone.example' })).status).toBe(200);
  });

  test.each([
    ['/app/page.html', 'text/html; charset=utf-8'],
    ['/app/main.MJS', 'text/javascript; charset=utf-8'],
    ['/app/data.unheard-of', 'application/octet-stream'],
  ])('has the type that its name says: %s', async (path, type) => {
    const { headers } = await get(path);
    expect([headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([type, 'nosniff']);
  });

  test('is not sent again to who has it', async () => {
    const etag = (await get('/app/page.html')).headers.get('etag')!;
    expect((await get('/app/page.html', { 'if-none-match': etag })).status).toBe(304);
    expect((await get('/app/page.html', { 'if-none-match': '"another"' })).status).toBe(200);
  });
});

describe('nothing outside the folder is served, whatever the address', () => {
  test.each([
    '/app/../outside.txt',
    '/app/%2e%2e/outside.txt',
    '/app/..%2foutside.txt',
    '/app/sub/..%2f..%2foutside.txt',
    '/app/inside.txt',
    '/app/%00',
    '/app/loop',
    `/app/${'x'.repeat(300)}`,
    '/app/page.html/x',
    '/assets/..%2f..%2fcommand.js',
    '/sdk/..%2f..%2foutside.txt',
    '/app/%E0%A4%A',
  ])('%s', async (path) => {
    const { status, text } = await sendRaw(server, path, { host: `127.0.0.1:${server.port}` });
    expect(text).not.toMatch(/secret|not for pages/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(server.reported.filter((line) => !line.startsWith('HTTP: '))).toEqual([]);
  });
});

test('hidden files are not served, but for those that are meant for others', async () => {
  for (const path of ['.env', '.git/config', 'sub/.npmrc', '%2eenv', 'env.txt'])
    expect((await get(`/app/${path}`)).status, path).toBe(404);
  expect(await (await get('/app/.well-known/security.txt')).text()).toBe('Contact: us');
});

import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { APP_NONCE } from '../../../../src/wire/index';
import { startTestServer } from '../../../support/server';
import { makeWebFolder, PERSON, type WebFolder } from './web-folder';

let folder: WebFolder;
beforeEach(() => void (folder = makeWebFolder()));
afterEach(() => folder.remove());

test('the nonce for a page token comes with pages of the app only, and with HEAD', async () => {
  await using server = await startTestServer({ app: folder.app, assets: folder.dist });
  const nonceAt = async (path: string, init: RequestInit = {}) =>
    (await fetch(server.url + path, init)).headers.get(APP_NONCE);
  for (const path of ['/app/', '/app/index.html', '/app/page.html'])
    expect(await nonceAt(path), path).toEqual(expect.any(String));
  for (const path of ['/app/sub/a%20b.txt', '/app/none', '/', '/local/p', '/sdk/', '/api/health', '/favicon.ico'])
    expect(await nonceAt(path), path).toBeNull();
  expect(await nonceAt('/app/', { method: 'HEAD' })).toEqual(expect.any(String));
  // What a proxy of this machine sends is not of this machine.
  expect(await nonceAt('/app/', { headers: { 'x-forwarded-for': '192.0.2.7' } })).toBeNull();
});

test('a server without an app says how to give it one, and /app leads to /app/', async () => {
  await using bare = await startTestServer();
  for (const path of ['/app/', '/app/page.html'])
    expect(await (await fetch(bare.url + path, { headers: PERSON })).text()).toContain('--app');
  expect((await fetch(`${bare.url}/app`, { redirect: 'manual' })).headers.get('location')).toBe('/app/');
});

test.each(['as it is', 'by another name'])(
  'an app with the data folder in it, given %s, is served without it',
  async (how) => {
    symlinkSync(folder.app, join(folder.path, 'app-link'));
    const data = join(how === 'as it is' ? folder.app : join(folder.path, 'app-link'), 'spoor-data');
    const server = await startTestServer({ app: folder.app, data });
    symlinkSync(data, join(folder.app, 'link'));
    symlinkSync(join(data, 'key'), join(folder.app, 'sub/link.txt'));
    writeFileSync(join(data, 'index.html'), server.key);
    folder.write('app/spoor-data.html', 'about our data');
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
        expect((await fetch(`${server.url}/app/${path}`)).status, path).toBe(404);
      }
      expect(await (await fetch(`${server.url}/app/`)).text()).toBe('<title>App</title>');
      expect(await (await fetch(`${server.url}/app/spoor-data.html`)).text()).toBe('about our data');
    } finally {
      await server.close();
    }
  },
);

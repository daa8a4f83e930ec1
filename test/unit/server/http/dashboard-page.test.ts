import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isDashboardPath } from '../../../../src/server/http/dashboard-page';
import { startTestServer, type TestServer } from '../../../support/server';
import { makeWebFolder, PERSON, type WebFolder } from './web-folder';

let server: TestServer;
let folder: WebFolder;
beforeEach(async () => {
  folder = makeWebFolder();
  server = await startTestServer({ assets: folder.dist, app: folder.app });
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  folder.remove();
});

async function logIn(): Promise<string> {
  const response = await fetch(`${server.url}/local/p?token=${server.key}&x=1`, { redirect: 'manual' });
  expect(response.status).toBe(302);
  expect(new URL(response.headers.get('location')!, response.url).href).toBe(`${server.url}/local/p?x=1`);
  const cookie = response.headers.get('set-cookie')!;
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  expect(cookie).not.toContain(server.key);
  return cookie.split(';')[0]!;
}

describe('the dashboard', () => {
  test('asks who is not logged in to open the printed address', async () => {
    for (const path of ['/', '/local/p', '/local/p/runs/r', `/?token=${'0'.repeat(40)}`]) {
      const response = await fetch(server.url + path);
      expect([path, response.status]).toEqual([path, 401]);
      expect(await response.text()).toContain('spoor serve');
    }
  });

  test('is shown to who opened it, with headers that keep strangers out', async () => {
    const cookie = await logIn();
    const response = await server.fetch('/local/p/runs/r', { headers: { cookie } });
    expect(await response.text()).toBe('<title>Dashboard</title>');
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('says how to build it when it is not there', async () => {
    rmSync(join(folder.dist, 'dashboard'), { recursive: true });
    const response = await server.fetch('/', { headers: { cookie: await logIn() } });
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('npm run build')]);
  });

  test.each([
    ['/', true],
    ['/local/p', true],
    ['/apis/p', true],
    ['/api/p', false],
    ['/sdk/p', false],
    ['/graphql', false],
    ['/files/p', false],
  ])('takes no address of the server itself: %s', (path, isOfDashboard) => {
    expect(isDashboardPath(path)).toBe(isOfDashboard);
  });
});

describe('the icon, which browsers ask for of their own accord', () => {
  const icon = () =>
    fetch(`${server.url}/favicon.ico`, { headers: { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' } });

  test("is ours where the app has none, else the app's", async () => {
    const ours = await icon();
    expect([ours.status, ours.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    folder.write('app/favicon.ico', 'its own');
    expect(await (await icon()).text()).toBe('its own');
    expect(server.reported).toEqual([]);
  });

  test('is missing without a word where nobody has one', async () => {
    rmSync(join(folder.dist, 'dashboard'), { recursive: true });
    expect((await icon()).status).toBe(404);
    expect(server.reported).toEqual([]);
  });
});

test('an address that leads nowhere is told to a person by a page, and nothing of it is repeated there', async () => {
  for (const path of ['/a/b/c/d', '/app/%3Cscript%3E', '/sdk/x.js']) {
    const page = await fetch(server.url + path, { headers: PERSON });
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await page.text()).not.toContain(decodeURIComponent(path));
  }
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spoor-absent-'));
  mkdirSync(join(folder, 'app'));
  mkdirSync(join(folder, 'dist/dashboard/assets'), { recursive: true });
  writeFileSync(join(folder, 'dist/dashboard/assets/favicon-abc.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'app/page.html'), '<title>Page</title>');
  server = await startTestServer({ app: join(folder, 'app'), assets: join(folder, 'dist') });
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const PERSON = { 'sec-fetch-dest': 'document' };

describe('where nothing is served, it is said what to do, to a person by a page and to a program by JSON', () => {
  test.each([
    ['/app/', 'no index.html'],
    [
      '/sdk/',
      '/sdk/spoor.iife.js, /sdk/spoor.tfjs.iife.js, /sdk/spoor.esm.js, /sdk/spoor.tfjs.esm.js, /sdk/worker.js, /sdk/service-worker.iife.js',
    ],
    ['/sdk/spoor.js', '/sdk/spoor.iife.js'],
    ['/assets/main-x1.js', 'base:'],
    ['/api/nothing', 'There is nothing at'],
    ['/api/v2/nothing/at/all', 'There is nothing at'],
  ])('%s', async (path, sentence) => {
    const program = await fetch(server.url + path);
    expect([program.status, program.headers.get('content-type')]).toEqual([404, 'application/json']);
    const { errors } = (await program.json()) as { errors: { message: string }[] };
    expect(errors[0]!.message).toContain(`There is nothing at ${path}.`);
    expect(errors[0]!.message).toContain(sentence);
    const person = await fetch(server.url + path, { headers: PERSON });
    expect([person.status, person.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await person.text()).toContain(sentence);
  });

  test('/app/ of a server without an app', async () => {
    await using bare = await startTestServer();
    for (const path of ['/app/', '/app/page.html'])
      expect(await (await fetch(bare.url + path, { headers: PERSON })).text()).toContain('--app');
    expect((await fetch(`${bare.url}/app`, { redirect: 'manual' })).headers.get('location')).toBe('/app/');
  });
});

describe('a method that an address does not take', () => {
  test.each([
    ['POST', '/api/health', 'GET, HEAD'],
    ['DELETE', '/graphql', 'POST'],
    ['GET', '/graphql', 'POST'],
    ['GET', '/api/page-token', 'POST'],
    ['PUT', '/api/login', 'POST, GET, HEAD'],
    ['PUT', '/app/page.html', 'GET, HEAD'],
    ['POST', '/sdk/spoor.iife.js', 'GET, HEAD'],
    ['POST', '/uploads/x', 'PUT'],
  ])('%s %s: 405, with those that it takes', async (method, path, allow) => {
    const response = await fetch(server.url + path, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
    expect(await response.json()).toEqual({
      errors: [{ message: `${method} is not for ${path}: it takes ${allow}.` }],
    });
  });

  test.each([
    ['POST', '/api/nothing'],
    ['PUT', '/local/p'],
    ['POST', '/'],
    ['DELETE', '/sdk/a/b'],
  ])('%s %s: 404, as there is nothing', async (method, path) => {
    expect((await fetch(server.url + path, { method })).status).toBe(404);
  });
});

describe('what browsers ask for of their own accord', () => {
  const icon = (of = server) =>
    fetch(`${of.url}/favicon.ico`, { headers: { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' } });

  test("the icon is ours where the app has none, else the app's", async () => {
    const ours = await icon();
    expect([ours.status, ours.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    writeFileSync(join(folder, 'app/favicon.ico'), 'its own');
    expect(await (await icon()).text()).toBe('its own');
    expect(server.reported).toEqual([]);
  });

  test('robots are sent away', async () => {
    expect(await (await fetch(`${server.url}/robots.txt`)).text()).toBe('User-agent: *\nDisallow: /\n');
  });
});

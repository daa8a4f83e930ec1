import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { makeWebFolder, PERSON, type WebFolder } from './web-folder';

let folder: WebFolder;
let server: TestServer;
beforeAll(async () => {
  folder = makeWebFolder();
  rmSync(join(folder.app, 'index.html'));
  server = await startTestServer({ app: folder.app, assets: folder.dist });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  folder.remove();
});

describe('where nothing is served, it is said what to do, to a person by a page and to a program by JSON', () => {
  test.each([
    ['/app/', 'no index.html'],
    [
      '/sdk/',
      '/sdk/spoor.iife.js, /sdk/spoor.tfjs.iife.js, /sdk/spoor.media.iife.js, /sdk/spoor.esm.js, /sdk/spoor.tfjs.esm.js, /sdk/spoor.media.esm.js, /sdk/worker.js, /sdk/service-worker.iife.js',
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

describe('what a client asks for and the server does not know is reported, once', () => {
  test.each([
    ['POST', '/api/v9/things'],
    ['PUT', '/blobs/1'],
    ['GET', '/artifactsV9/a/b/c'],
    ['PATCH', '/graphql', 405],
  ])('%s %s', async (method, path, status = 404) => {
    const before = server.reported.length;
    for (let time = 0; time < 2; time++) expect((await fetch(server.url + path, { method })).status).toBe(status);
    expect(server.reported.slice(before)).toEqual([`HTTP: there is nothing at ${method} ${path}.`]);
  });

  test('but for what browsers ask for of their own accord, and the probe of W&B’s telemetry', async () => {
    const before = server.reported.length;
    const browser = { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    expect((await fetch(`${server.url}/assets/none.map`, { headers: browser })).status).toBe(404);
    expect((await fetch(`${server.url}/sdk/otel/v1/metrics`, { method: 'POST' })).status).toBe(404);
    // Any page of the web can send this without being let in, and could use up what is reported.
    await fetch(`${server.url}/api/none`, { mode: 'no-cors' });
    expect(server.reported.slice(before)).toEqual([]);
  });
});

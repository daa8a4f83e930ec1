import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Live } from '../../../../src/server/runs/live';
import { CREATE_RUN_FILES, type CreateRunFilesResult } from '../../../../src/backend/wandb/operations';
import { startTestServer, type TestServer } from '../../../support/server';

/** More than a stream reads ahead: one that nobody reads on stays open. */
const LONG = 'x'.repeat(300_000);
const TIMES = 25;

let server: TestServer;
let assets: string;
beforeEach(async () => {
  assets = mkdtempSync(join(tmpdir(), 'spoor-head-'));
  mkdirSync(join(assets, 'dashboard'));
  writeFileSync(join(assets, 'worker.js'), LONG);
  server = await startTestServer({ assets });
  await server.createRun('p', 'r');
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(assets, { recursive: true });
  vi.restoreAllMocks();
});

const head = (path: string) => server.fetch(path, { method: 'HEAD' });

test('HEAD says what GET would, and leaves no file open', async () => {
  const input = { entity: 'local', project: 'p', run: 'r', files: ['a.bin'] };
  const announced = await server.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, input);
  await fetch(announced.data!.createRunFiles.files[0]!.uploadUrl!, { method: 'PUT', body: LONG });
  const open = () => readdirSync('/dev/fd').length;
  const before = open();
  for (const path of ['/sdk/worker.js', '/files/local/p/r/a.bin', '/api/runs/local/p/r/wandb/file?name=a.bin']) {
    for (let time = 0; time < TIMES; time++) {
      const [short, whole] = [await head(path), await server.fetch(path)];
      expect(await whole.text(), path).toBe(LONG);
      expect([short.status, short.headers.get('content-length')], path).toEqual([
        200,
        whole.headers.get('content-length'),
      ]);
    }
  }
  // The connections of this test are among them.
  await expect.poll(open).toBeLessThan(before + TIMES / 2);
});

test('HEAD of a stream without an end leaves no listener', async () => {
  const unlisten = vi.fn();
  const listen = vi.spyOn(Live.prototype, 'listen').mockReturnValue(unlisten);
  expect((await head('/api/live?project=p')).headers.get('content-type')).toBe('text/event-stream');
  expect(listen).toHaveBeenCalledOnce();
  await expect.poll(() => unlisten.mock.calls.length).toBe(1);
});

test('HEAD of what has no body, or is not there', async () => {
  expect((await head('/api/health')).status).toBe(200);
  expect((await head('/app')).status).toBe(302);
  expect((await head('/nowhere/at/all/x')).status).toBe(404);
  expect((await fetch(`${server.url}/api/live?project=p`, { method: 'HEAD' })).status).toBe(401);
});

test('robots are sent away', async () => {
  expect(await (await fetch(`${server.url}/robots.txt`)).text()).toBe('User-agent: *\nDisallow: /\n');
});

test('the address that clients print for a sweep leads to its project, and nowhere else', async () => {
  const leadsTo = async (path: string) => (await server.fetch(path)).headers.get('location');
  expect(await leadsTo('/local/my%20p/sweeps/abc')).toBe('/local/my%20p');
  expect(await leadsTo('/%5Cevil.example/p/sweeps/abc')).toBe('/%5Cevil.example/p');
});

test('the page of a wrong key, loaded again by its address, leads to the start', async () => {
  expect((await server.fetch('/api/login')).headers.get('location')).toBe('/');
});

test('what an address says to a terminal does not reach it, neither as a report nor as a line for each request', async () => {
  const logged: string[] = [];
  await using verbose = await startTestServer({ log: (line) => void logged.push(line) });
  expect((await fetch(`${verbose.url}/api/%1b]52;c;aGk=%07%c2%9b2J%7f%0d%0aforged`)).status).toBe(404);
  expect(verbose.reported).toEqual(['HTTP: there is nothing at GET /api/ ]52;c;aGk= 2J forged.']);
  expect(logged).toEqual(['GET /api/ ]52;c;aGk= 2J forged 404']);
});

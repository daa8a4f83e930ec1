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

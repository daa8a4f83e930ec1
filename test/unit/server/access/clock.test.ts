import { cpSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Clock } from '../../../../src/server/access/clock';
import { UPSERT_BUCKET, CREATE_RUN_FILES, type CreateRunFilesResult } from '../../../../src/backend/wandb/operations';
import type { PageToken } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';
import { fileUrl, Logger } from '../artifacts/log-artifact';
import { backup, data } from '../data-folder';

const HOUR = 3600_000;
const BEGIN = 1_790_000_000_000;
let clock: number;
let server: TestServer;
const start = async () => {
  server = await startTestServer({ data, now: () => clock });
};
beforeEach(async () => {
  clock = BEGIN;
  await start();
  await server.createRun('p', 'r');
});
afterEach(() => server.close());

async function pageToken(): Promise<PageToken> {
  const answer = await server.fetch('/api/page-token', { method: 'POST', body: JSON.stringify({ project: 'p' }) });
  return (await answer.json()) as PageToken;
}

const pathOf = (url: string) => new URL(url).pathname;

/** Every kind of permission that ends, with what uses it and the status while it is valid. */
const PERMISSIONS: [string, () => Promise<() => Promise<number>>][] = [
  [
    'a page token',
    async () => {
      const { token } = await pageToken();
      return async () => (await server.graphql(UPSERT_BUCKET, { name: 'r', project: 'p' }, token)).status;
    },
  ],
  [
    'a page token as Bearer',
    async () => {
      const { token } = await pageToken();
      const headers = { authorization: `Bearer ${token}` };
      return async () =>
        (await server.fetch('/files/local/p/r/file_stream', { method: 'POST', body: '{}', headers })).status;
    },
  ],
  [
    'the address for the upload of a file',
    async () => {
      const variables = { entity: 'local', project: 'p', run: 'r', files: ['a.txt'] };
      const path = pathOf(
        (await server.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, variables)).data!.createRunFiles.files[0]!
          .uploadUrl!,
      );
      return async () => (await fetch(server.url + path, { method: 'PUT', body: 'x' })).status;
    },
  ],
  [
    'the address for the download of an artifact',
    async () => {
      await new Logger(server).log({ a: 'one' });
      const path = pathOf(await fileUrl(server, 'ds:latest', 'a'));
      return async () => (await fetch(server.url + path)).status;
    },
  ],
];

describe.each(PERMISSIONS)('%s', (_what, grant) => {
  test('does not revive when the clock is set back, nor at a restart', async () => {
    const use = await grant();
    expect(await use()).toBe(200);
    clock += 25 * HOUR;
    expect([401, 403]).toContain(await use());
    clock = BEGIN;
    expect([401, 403]).toContain(await use());
    await server.close();
    await start();
    expect([401, 403]).toContain(await use());
    // And what is granted now is good.
    const again = await grant();
    expect(await again()).toBe(200);
  });

  test('has ended when its end passed while nobody used it', async () => {
    const use = await grant();
    clock += 25 * HOUR;
    await server.close();
    clock = BEGIN;
    await start();
    expect([401, 403]).toContain(await use());
  });
});

test('what was refused stays refused when the server is killed right after', async () => {
  const variables = { entity: 'local', project: 'p', run: 'r', files: ['a.txt'] };
  const path = pathOf(
    (await server.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, variables)).data!.createRunFiles.files[0]!.uploadUrl!,
  );
  clock += 25 * HOUR;
  expect((await fetch(server.url + path, { method: 'PUT', body: 'x' })).status).toBe(403);
  // What is on the disk at this moment.
  cpSync(data, backup, { recursive: true });
  clock = BEGIN;
  const after = await startTestServer({ data: backup, now: () => clock });
  expect((await fetch(after.url + path, { method: 'PUT', body: 'x' })).status).toBe(403);
  await after.close();
});

test('the time goes on where the clock was set back, so what is granted then ends too', async () => {
  let machine = BEGIN;
  let steady = 5;
  const kept = new Map<string, string | number>();
  const facts = {
    get: (name: string) => kept.get(name) ?? null,
    set: (name: string, value: string | number) => void kept.set(name, value),
  };
  const open = () =>
    Clock.open({
      facts,
      machine: () => machine,
      steady: () => steady,
      onFailure: (error) => expect.fail(String(error)),
    });
  const first = await open();
  expect(first.now()).toBe(BEGIN);
  machine -= 1000 * HOUR;
  steady += 13.7 * HOUR;
  expect(first.now()).toBe(BEGIN + 13.7 * HOUR);
  expect(first.isPast(BEGIN + 12 * HOUR)).toBe(true);
  steady += HOUR;
  expect(first.isPast(BEGIN + 14 * HOUR)).toBe(true);
  expect(first.isPast(BEGIN + 15 * HOUR)).toBe(false);
  const second = await open();
  expect(second.now()).toBe(BEGIN + 14.7 * HOUR);
  // And it follows the machine's clock again when that is right.
  machine = BEGIN + 20 * HOUR;
  expect(second.now()).toBe(machine);
});

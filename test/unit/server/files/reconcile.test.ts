import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runFileKey } from '../../../../src/server/files/blob-keys';
import { CREATE_RUN_FILES, type CreateRunFilesResult } from '../../../../src/backend/wandb/operations';
import { startTestServer, type TestServer } from '../../../support/server';
import { Logger } from '../artifacts/log-artifact';

let data: string;
let server: TestServer;
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'spoor-test-'));
  server = await startTestServer({ data });
  await server.createRun('p', 'r');
  await server.createRun('p', 'other');
});
afterEach(async () => {
  await server.close();
  rmSync(data, { recursive: true });
});

async function upload(run: string, name: string, body: string): Promise<void> {
  const answer = await server.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, {
    entity: 'local',
    project: 'p',
    run,
    files: [name],
  });
  await fetch(answer.data!.createRunFiles.files[0]!.uploadUrl!, { method: 'PUT', body });
}

/** Does to the data folder what a crash has left, and starts the server again. */
async function crash(change: (pathOf: (run: number, name: string) => string) => void): Promise<void> {
  await server.close();
  change((run, name) => {
    const path = join(data, runFileKey(run, name));
    mkdirSync(dirname(path), { recursive: true });
    return path;
  });
  server = await startTestServer({ data });
}

const read = async (run: string, name: string) => {
  const response = await server.fetch(`/files/local/p/${run}/${name}`);
  return [response.status, response.headers.get('etag'), await response.text()];
};
const etag = (text: string) => `"${createHash('md5').update(text).digest('base64')}"`;

test('bytes that no row names are moved aside at the start, and nothing else', async () => {
  await upload('r', 'a.txt', 'one');
  await upload('other', 'b.txt', 'two');
  await crash((pathOf) => {
    for (const path of [
      pathOf(1, 'unknown.txt'),
      pathOf(7, 'a.txt'),
      join(data, 'files/note'),
      join(data, 'files/1/note'),
    ])
      writeFileSync(path, 'x');
  });
  expect(readdirSync(join(data, 'files'), { recursive: true })).toHaveLength(6);
  expect(readdirSync(join(data, 'files')).sort()).toEqual(['1', '2', 'note']);
  expect(await read('r', 'a.txt')).toEqual([200, etag('one'), 'one']);
  expect(await read('other', 'b.txt')).toEqual([200, etag('two'), 'two']);
  expect(server.reported).toEqual([
    expect.stringMatching(/^2 files in .* had no record in spoor.db, and were moved to .*lost/),
  ]);
});

test('bytes that were replaced just before a crash are told of as they are', async () => {
  await upload('r', 'longer.txt', 'one');
  await upload('r', 'gone.txt', 'one');
  await upload('r', 'kept.txt', 'one');
  await crash((pathOf) => {
    writeFileSync(pathOf(1, 'longer.txt'), 'three');
    rmSync(pathOf(1, 'gone.txt'));
  });
  expect(await read('r', 'longer.txt')).toEqual([200, etag('three'), 'three']);
  expect(await read('r', 'kept.txt')).toEqual([200, etag('one'), 'one']);
  expect(server.reported).toEqual([
    expect.stringMatching(/^1 file that spoor.db has a record of is not in the data folder\./),
  ]);
});

test('bytes that a crash has left beside their place get it when their record was made, and are dropped when it was not', async () => {
  const logger = new Logger(server);
  await logger.log({ x: 'content' });
  await upload('r', 'new.txt', 'new');
  await upload('r', 'replaced.txt', 'later');
  const content = join(data, 'contents', ...inContents('content'));
  await crash((pathOf) => {
    const arriving = (path: string) => `${path}.arriving-${randomUUID()}`;
    // The record says what was to be there.
    renameSync(pathOf(1, 'new.txt'), arriving(pathOf(1, 'new.txt')));
    renameSync(pathOf(1, 'replaced.txt'), arriving(pathOf(1, 'replaced.txt')));
    writeFileSync(pathOf(1, 'replaced.txt'), 'before');
    renameSync(content, arriving(content));
    // It does not: these were never acknowledged.
    writeFileSync(arriving(pathOf(1, 'never.txt')), 'never');
    writeFileSync(arriving(pathOf(1, 'replaced.txt')), 'never either');
    writeFileSync(arriving(join(data, 'contents', ...inContents('never'))), 'never');
  });
  expect(await read('r', 'new.txt')).toEqual([200, etag('new'), 'new']);
  expect(await read('r', 'replaced.txt')).toEqual([200, etag('later'), 'later']);
  expect(readFileSync(content, 'utf8')).toBe('content');
  expect(readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('arriving'))).toEqual(
    [],
  );
  expect(existsSync(join(data, 'lost'))).toBe(false);
  expect(server.reported).toEqual([]);
});

function inContents(text: string): string[] {
  const hex = createHash('md5').update(text).digest('hex');
  mkdirSync(join(data, 'contents', hex.slice(0, 2)), { recursive: true });
  return [hex.slice(0, 2), hex];
}

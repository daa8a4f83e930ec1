import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { CREATE_RUN_FILES, type CreateRunFilesResult } from '../../../src/backend/wandb/operations';
import { startTestServer, type TestServer } from '../../support/server';
import { Logger } from './artifacts/log-artifact';

/** The data folder of the test. */
export let data: string;
/** Another folder, for a copy of it, made while no server has it. */
export let backup: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'spoor-test-'));
  backup = mkdtempSync(join(tmpdir(), 'spoor-backup-'));
});
afterEach(() => {
  for (const folder of [data, backup]) rmSync(folder, { recursive: true, force: true });
});

export const database = (folder = data) => join(folder, 'spoor.db');

/** All files below a folder of the data folder, with what is in them. */
export function filesIn(folder: string): Map<string, string> {
  const path = join(data, folder);
  if (!existsSync(path)) return new Map();
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map(({ parentPath, name }) => [
      join(parentPath, name).slice(path.length + 1),
      readFileSync(join(parentPath, name), 'utf8'),
    ]),
  );
}

/** The files of runs and the contents of artifacts. */
export const allFiles = () => new Map([...filesIn('files'), ...filesIn('contents')]);

export async function upload(server: TestServer, run: string, name: string, body: string): Promise<void> {
  const answer = await server.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, {
    entity: 'local',
    project: 'p',
    run,
    files: [name],
  });
  expect((await fetch(answer.data!.createRunFiles.files[0]!.uploadUrl!, { method: 'PUT', body })).status).toBe(200);
}

/** A server has the folder for as long as the work takes; returns what it has reported. */
export async function serve(work: (server: TestServer) => Promise<void> = async () => undefined): Promise<string[]> {
  const server = await startTestServer({ data });
  await work(server).finally(() => server.close());
  return server.reported;
}

/** Two runs with three files, and an artifact with two contents and a manifest. */
export async function fill(): Promise<void> {
  await serve(async (server) => {
    for (const run of ['one', 'two']) await server.createRun('p', run);
    await upload(server, 'one', 'a.txt', 'a of one');
    await upload(server, 'one', 'b.txt', 'b of one');
    await upload(server, 'two', 'a.txt', 'a of two');
    await new Logger(server).log({ x: 'content x', y: 'content y' });
  });
}

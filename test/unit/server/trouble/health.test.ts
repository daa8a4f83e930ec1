import {
  copyFileSync,
  cpSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  openSync,
  writeSync,
  closeSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startServer } from '../../../../src/server/index';
import type * as Open from '../../../../src/server/store/sqlite/open';
import type { Sql } from '../../../../src/server/store/sqlite/sql';
import { CREATE_RUN_FILES, type CreateRunFilesResult } from '../../../../src/backend/wandb/operations';
import { startTestServer, type TestServer } from '../../../support/server';
import { backup, data, database, upload } from '../data-folder';

/** The server's own connection, so that SQLite itself can be given what it runs into. */
let connection: Sql;
vi.mock('../../../../src/server/store/sqlite/open', async (original) => {
  const { openDatabase } = await original<typeof Open>();
  return { openDatabase: async (...how: Parameters<typeof openDatabase>) => (connection = await openDatabase(...how)) };
});

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ data });
  await server.createRun('p', 'r');
});
afterEach(() => server.close());

/** What is said of a database that was removed or replaced. */
const GONE = 'removed or replaced';

const long = 'x'.repeat(5000);
/** Sends rows that take some room. */
const send = (from: number, count: number) => {
  const content = Array.from({ length: count }, (_, index) => JSON.stringify({ _step: from + index, text: long }));
  return server.fileStream('p', 'r', { files: { 'wandb-history.jsonl': { offset: from, content } } });
};
const health = async () => {
  const response = await fetch(`${server.url}/api/health`);
  return { status: response.status, ...((await response.json()) as object) };
};
const lineCount = async () =>
  (
    await server.graphql<{ project: { run: { historyLineCount: number } } }>(
      '{ project(name: "p") { run(name: "r") { historyLineCount } } }',
    )
  ).data?.project.run.historyLineCount;
const messageOf = async (response: Response) =>
  ((await response.json()) as { errors: { message: string }[] }).errors[0]?.message;

/**
 * A refused write keeps what there is; senders are told to try again, and health to look; and when the cause is mended
 * all is well.
 */
async function expectRefusal(status: number, message: string): Promise<void> {
  const answer = await send(10, 100);
  expect([answer.status, await messageOf(answer)]).toEqual([status, expect.stringContaining(message)]);
  const made = await server.graphql(
    'mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { bucket { id } } }',
    {
      input: { name: 'new', modelName: 'p', config: JSON.stringify({ long: { value: long.repeat(10) } }) },
    },
  );
  expect(made).toMatchObject({ status, errors: [{ message: expect.stringContaining(message) as string }] });
  expect(await health()).toMatchObject({
    status,
    ok: false,
    errors: [{ message: expect.stringContaining(message) as string }],
  });
  expect(JSON.stringify(await health())).not.toContain(data);
  expect(await lineCount()).toBe(10);
  expect(server.reported[0]).toMatch(new RegExp(`^Nothing can be stored in ${data}: .*`));
  expect(server.reported).toHaveLength(message === GONE ? 2 : 1);
}

async function expectRecovery(): Promise<void> {
  await vi.waitFor(async () => expect(await health()).toMatchObject({ status: 200, ok: true }));
  expect((await send(10, 100)).status).toBe(200);
  expect(await lineCount()).toBe(110);
  expect(connection.prepare("SELECT * FROM facts WHERE name = 'trial'").all()).toEqual([]);
  expect(server.reported.at(-1)).toBe(`${data} takes data again.`);
  expect(server.reported.filter((said) => said.includes('takes data again'))).toHaveLength(1);
}

describe('what cannot be stored is not acknowledged, and health says so', () => {
  beforeEach(async () => {
    expect((await send(0, 10)).status).toBe(200);
    expect(await health()).toMatchObject({ status: 200, ok: true });
  });

  test('a full disk', async () => {
    // As a crash has left it.
    connection.run("INSERT INTO facts VALUES ('trial', 'of before')");
    const pages = Number(connection.pragma('page_count'));
    connection.pragma(`max_page_count = ${pages + 2}`);
    await expectRefusal(507, 'full');
    // That there is room for little does not make it well.
    expect((await server.fileStream('p', 'r', {})).status).toBe(200);
    expect(await health()).toMatchObject({ status: 507, ok: false });
    connection.pragma(`max_page_count = ${pages + 100_000}`);
    await expectRecovery();
  });

  test('a folder that became read-only', async () => {
    connection.pragma('query_only = 1');
    await expectRefusal(503, 'may not write');
    connection.pragma('query_only = 0');
    await expectRecovery();
  });

  test('a file that was to be replaced, which stays as it was', async () => {
    await upload(server, 'r', 'a.txt', 'before');
    const variables = { entity: 'local', project: 'p', run: 'r', files: ['a.txt'] };
    const { data: answer } = await server.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, variables);
    const put = () => fetch(answer!.createRunFiles.files[0]!.uploadUrl!, { method: 'PUT', body: 'after' });
    const read = async () => (await server.fetch('/files/local/p/r/a.txt')).text();
    connection.pragma('query_only = 1');
    expect((await put()).status).toBe(503);
    expect(await read()).toBe('before');
    connection.pragma('query_only = 0');
    expect((await put()).status).toBe(200);
    expect(await read()).toBe('after');
    expect(readdirSync(join(data, 'files'), { recursive: true })).toHaveLength(2);
  });

  test('a database that was moved away, until it is back', async () => {
    renameSync(database(), database(backup));
    await expectRefusal(503, GONE);
    renameSync(database(backup), database());
    await expectRecovery();
  });

  test('a database that was deleted, which the server alone still has', async () => {
    rmSync(database());
    await expectRefusal(503, GONE);
    await server.close();
    const [, copy = ''] = /all that was ever acknowledged, is in (.*)\.$/.exec(server.reported[1]!) ?? [];
    expect(copy.startsWith(join(data, 'lost'))).toBe(true);
    // As the page on backups says.
    renameSync(copy, database());
    rmSync(`${database()}-wal`);
    server = await startTestServer({ data });
    expect(await lineCount()).toBe(10);
    expect(server.reported).toEqual([]);
  });

  test('a database that was replaced by its backup', async () => {
    copyFileSync(database(), `${database(backup)}.new`);
    renameSync(`${database(backup)}.new`, database());
    await expectRefusal(503, GONE);
    // Nor is what is there now touched at the end.
    writeFileSync(`${database()}-wal`, 'of the other');
    await server.close();
    expect(statSync(`${database()}-wal`).size).toBe(12);
  });

  test('a log that was removed', async () => {
    renameSync(`${database()}-wal`, join(backup, 'log'));
    await expectRefusal(503, GONE);
    renameSync(join(backup, 'log'), `${database()}-wal`);
    await expectRecovery();
  });

  test('a file whose record has no room', async () => {
    const pages = Number(connection.pragma('page_count'));
    const names = Array.from({ length: 200 }, (_, index) => `${'n'.repeat(900)}${index}`);
    const variables = { entity: 'local', project: 'p', run: 'r', files: names };
    const { data: answer } = await server.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, variables);
    connection.pragma(`max_page_count = ${pages}`);
    const stored: string[] = [];
    const put = ({ uploadUrl }: { uploadUrl: string | null }) => fetch(uploadUrl!, { method: 'PUT', body: 'x' });
    const { files } = answer!.createRunFiles;
    for (const [index, file] of files.entries()) {
      const { status } = await put(file);
      if (status === 200) stored.push(names[index]!);
      else {
        expect(status).toBe(507);
        break;
      }
    }
    expect(stored.length).toBeLessThan(names.length);
    expect(await health()).toMatchObject({ status: 507, ok: false });
    connection.pragma(`max_page_count = ${pages + 100_000}`);
    for (const file of files.slice(stored.length)) expect((await put(file)).status).toBe(200);
    const list = await server.graphql('{ project(name: "p") { run(name: "r") { fileCount } } }');
    expect(list.data).toEqual({ project: { run: { fileCount: names.length } } });
  });

  test('a folder of files that was removed is made again', async () => {
    rmSync(join(data, 'files'), { recursive: true });
    await upload(server, 'r', 'a.txt', 'a');
    expect(await (await server.fetch('/files/local/p/r/a.txt')).text()).toBe('a');
  });

  test('a database that turns out to be damaged, from then on', async () => {
    await send(10, 2000);
    connection.pragma('wal_checkpoint(TRUNCATE)');
    scratch(database(), 100, 1500);
    // Whoever meets the damage first.
    const met = await server.graphql('{ project(name: "p") { run(name: "r") { history(samples: 10000) } } }');
    expect(met).toMatchObject({ status: 503, errors: [{ message: expect.stringContaining('damaged') as string }] });
    const answer = await server.fileStream('p', 'r', { files: { 'output.log': { offset: 0, content: ['printed'] } } });
    expect([answer.status, await messageOf(answer)]).toEqual([503, expect.stringContaining('damaged')]);
    expect(await health()).toMatchObject({ status: 503, ok: false });
    expect(server.reported).toEqual([expect.stringMatching(/restore spoor.db from a backup/)]);
  });
});

/** Writes nonsense over pages of a database. */
function scratch(path: string, page: number, count: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(4096 * count, 0xab), 0, 4096 * count, 4096 * page);
  closeSync(file);
}

describe('a damaged database is not opened', () => {
  test.each([
    ['within', (path: string) => scratch(path, 100, 50)],
    ['at its end', (path: string) => scratch(path, Math.floor(statSync(path).size / 4096) - 60, 60)],
    ['at its head', (path: string) => scratch(path, 0, 1)],
    ['of something else', (path: string) => writeFileSync(path, 'x'.repeat(5000))],
  ])('%s', async (_where, damage) => {
    await send(0, 1000);
    await server.close();
    cpSync(database(), database(backup));
    damage(database());
    const damaged = {
      code: 'database-unusable',
      message: expect.stringMatching(/damaged.*put a backup of it in its place/) as string,
    };
    await expect(startServer({ port: 0, data })).rejects.toMatchObject(damaged);
    // What the sentence advises helps.
    cpSync(database(backup), database());
    rmSync(`${database()}-wal`, { force: true });
    server = await startTestServer({ data });
    expect(await lineCount()).toBe(1000);
  });
});

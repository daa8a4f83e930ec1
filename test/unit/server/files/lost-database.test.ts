import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { openFolder } from '../../../../src/server/export/folder-source';
import { startServer } from '../../../../src/server/index';
import { MIGRATIONS } from '../../../../src/server/store/sqlite/migrations';
import { startTestServer } from '../../../support/server';
import { allFiles, backup, data, database, fill, serve } from '../data-folder';

/** The first version that gave ids. */
const WITH_IDS = MIGRATIONS.findIndex((step) => step.includes('CREATE TABLE facts'));

const refused = (message: string) => ({
  code: 'database-unusable',
  message: expect.stringContaining(message) as string,
});

describe('a database that is gone is not replaced by a new one', () => {
  test.each([
    ['missing', () => rmSync(database())],
    ['empty', () => truncateSync(database())],
    [
      'one with nothing in it',
      () => {
        rmSync(database());
        const made = new Database(database());
        made.exec('VACUUM');
        made.close();
      },
    ],
  ])('%s, beside files', async (_what, lose) => {
    await fill();
    const before = allFiles();
    expect(before.size).toBe(6);
    cpSync(data, backup, { recursive: true });
    lose();
    await expect(startServer({ port: 0, data })).rejects.toMatchObject(refused('put that spoor.db back'));
    expect(allFiles()).toEqual(before);
    // What the sentence advises helps.
    cpSync(database(backup), database());
    expect(
      await serve(async (server) => expect((await server.fetch('/files/local/p/two/a.txt')).status).toBe(200)),
    ).toEqual([]);
  });

  test('missing, where it was all that there was', async () => {
    await serve(async (server) => void (await server.createRun('p', 'r')));
    rmSync(database());
    await expect(startServer({ port: 0, data })).rejects.toMatchObject(refused('no spoor.db, but the id'));
    expect(existsSync(database())).toBe(false);
  });

  test('missing, while its log is there with what was written last', async () => {
    const server = await startTestServer({ data });
    await server.createRun('p', 'r');
    cpSync(data, backup, { recursive: true });
    await server.close();
    rmSync(database(backup));
    rmSync(join(backup, 'id'));
    const log = readFileSync(`${database(backup)}-wal`);
    await expect(startServer({ port: 0, data: backup })).rejects.toMatchObject(refused('spoor.db-wal'));
    expect(readFileSync(`${database(backup)}-wal`).equals(log)).toBe(true);
  });

  test('nor does a command make one', async () => {
    await fill();
    truncateSync(database());
    const before = allFiles();
    await expect(openFolder(data)).rejects.toMatchObject(refused('an empty spoor.db'));
    expect(allFiles()).toEqual(before);
  });
});

describe('a database that does not belong to the folder is refused, and both are left as they are', () => {
  test('of another folder', async () => {
    await fill();
    const before = allFiles();
    await (await startServer({ port: 0, data: backup })).close();
    cpSync(database(backup), database());
    const other = readFileSync(database());
    await expect(startServer({ port: 0, data })).rejects.toMatchObject(refused('belongs to another data folder'));
    expect(allFiles()).toEqual(before);
    expect(readFileSync(database()).equals(other)).toBe(true);
  });

  test('of an earlier version, beside files that know theirs', async () => {
    await fill();
    const before = allFiles();
    rmSync(database());
    const old = new Database(database());
    for (const step of MIGRATIONS.slice(0, WITH_IDS)) old.exec(step);
    old.exec(`PRAGMA user_version = ${WITH_IDS}`);
    old.close();
    await expect(startServer({ port: 0, data })).rejects.toMatchObject(refused('delete the file "id"'));
    expect(allFiles()).toEqual(before);
  });
});

test('a database of an earlier version and its folder get an id at the first start', async () => {
  await fill();
  const before = allFiles();
  rmSync(join(data, 'id'));
  const old = new Database(database());
  old.exec(`DROP TABLE facts; DROP TABLE removals; PRAGMA user_version = ${WITH_IDS}`);
  old.close();
  expect(await serve()).toEqual([]);
  expect(readFileSync(join(data, 'id'), 'utf8')).toMatch(/^[0-9a-f-]{36}\n$/);
  expect(allFiles()).toEqual(before);
  // Nor does it matter that a crash came between the two.
  const [id] = [readFileSync(join(data, 'id'), 'utf8'), rmSync(join(data, 'id'))];
  expect(await serve()).toEqual([]);
  expect(readFileSync(join(data, 'id'), 'utf8')).toBe(id);
});

test('a database that was copied without its log, as from a running server, is told of', async () => {
  const server = await startTestServer({ data });
  await server.createRun('p', 'r');
  copyFileSync(database(), database(backup));
  await server.close();
  const again = await startTestServer({ data: backup });
  await again.close();
  expect(again.reported).toEqual([expect.stringContaining('without its log spoor.db-wal')]);
  // It is whole now.
  const last = await startTestServer({ data: backup });
  await last.close();
  expect(last.reported).toEqual([]);
});

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { Logger, md5 } from '../artifacts/log-artifact';
import { allFiles, backup, data, database, filesIn, fill, serve, upload } from '../data-folder';

/** What was logged after the backup. */
async function goOn(): Promise<void> {
  await serve(async (server) => {
    await server.createRun('p', 'three');
    await upload(server, 'three', 'a.txt', 'a of three');
    await upload(server, 'one', 'c.txt', 'c of one');
    await new Logger(server).log({ x: 'content x', z: 'content z' });
  });
}

describe('a database that is older than the folder', () => {
  beforeEach(async () => {
    await fill();
    cpSync(data, backup, { recursive: true });
    await goOn();
  });

  test('loses nothing: what it does not know is moved to lost/, and said once', async () => {
    const later = allFiles();
    expect(later.size).toBe(10);
    cpSync(database(backup), database());
    const reported = await serve(async (server) => {
      expect(await (await server.fetch('/files/local/p/one/a.txt')).text()).toBe('a of one');
      // The numbers of runs are given anew, so what lay in its place would have been overwritten.
      await server.createRun('p', 'another');
      await upload(server, 'another', 'a.txt', 'a of another');
    });
    const [folder] = readdirSync(join(data, 'lost')).filter((name) => name !== 'README.txt');
    expect(reported).toEqual([
      expect.stringMatching(
        new RegExp(`^4 files in .* had no record in spoor.db, and were moved to .*lost/${folder}\\. .* put the right`),
      ),
    ]);
    const lost = filesIn(`lost/${folder}`);
    expect([...lost.values()].filter((text) => !text.startsWith('{')).sort()).toEqual([
      'a of three',
      'c of one',
      'content z',
    ]);
    expect(readFileSync(join(data, 'lost/README.txt'), 'utf8')).toContain('files/NUMBER/HASH');
    expect(await serve()).toEqual([]);
  });

  test('and what was lost is back when the right one is', async () => {
    const later = allFiles();
    const newer = readFileSync(database());
    cpSync(database(backup), database());
    await serve();
    // As the sentence advises.
    const [folder] = readdirSync(join(data, 'lost')).filter((name) => name !== 'README.txt');
    writeFileSync(database(), newer);
    for (const name of readdirSync(join(data, 'lost', folder!)))
      cpSync(join(data, 'lost', folder!, name), join(data, name), { recursive: true });
    expect(await serve()).toEqual([]);
    expect(allFiles()).toEqual(later);
  });

  test('twice: the second time is put beside the first', async () => {
    const start = async () => {
      const server = await startTestServer({ data, now: () => 1_790_000_000_000 });
      await server.close();
    };
    const path = join(data, 'files/99', 'ab'.repeat(32));
    for (const text of ['first', 'second', 'third']) {
      mkdirSync(join(data, 'files/99'), { recursive: true });
      writeFileSync(path, text);
      await start();
    }
    const found = [...filesIn('lost')]
      .filter(([name]) => name.includes('files/99'))
      .map(([name, text]) => [name.split('/')[0], text]);
    const first = found.find(([, text]) => text === 'first')![0]!;
    expect(found).toHaveLength(3);
    expect(new Map(found as [string, string][])).toEqual(
      new Map([
        [first, 'first'],
        [`${first}-2`, 'second'],
        [`${first}-3`, 'third'],
      ]),
    );
  });
});

describe('a folder that is older than the database', () => {
  test('is told of, and contents are asked for again', async () => {
    await fill();
    const [path] = [...filesIn('contents')].find(([, text]) => text === 'content y')!;
    rmSync(join(data, 'contents', path));
    const reported = await serve(async (server) => {
      const logger = new Logger(server);
      const { id } = await logger.begin('again');
      // Without an address the client would not send it, and the new version lack it.
      const [here, missing] = await logger.announce(id, [
        { name: 'x', md5: md5('content x') },
        { name: 'y', md5: md5('content y') },
      ]);
      expect([here, typeof missing]).toEqual([null, 'string']);
    });
    expect(reported).toEqual([
      expect.stringMatching(/^1 file that spoor.db has a record of is not in the data folder/),
    ]);
  });

  test('and contents that turn up again are those that they were', async () => {
    await fill();
    const before = filesIn('contents');
    renameSync(join(data, 'contents'), join(backup, 'contents'));
    expect(await serve()).toHaveLength(1);
    cpSync(join(backup, 'contents'), join(data, 'contents'), { recursive: true });
    expect(await serve()).toEqual([]);
    expect(filesIn('contents')).toEqual(before);
  });
});

describe('what was deleted is gone', () => {
  const deleteRun = async (server: TestServer, run: string) => {
    const found = await server.graphql<{ project: { run: { id: string } } }>(
      `{ project(name: "p") { run(name: "${run}") { id } } }`,
    );
    return server.graphql(
      'mutation($id: ID!) { deleteRun(input: { id: $id, deleteArtifacts: true }) { clientMutationId } }',
      {
        id: found.data!.project.run.id,
      },
    );
  };

  test('at once, and is not called lost', async () => {
    await fill();
    expect(
      await serve(async (server) => {
        expect((await deleteRun(server, 'one')).status).toBe(200);
        expect([...filesIn('files').values()]).toEqual(['a of two']);
      }),
    ).toEqual([]);
    expect(await serve()).toEqual([]);
    expect(existsSync(join(data, 'lost'))).toBe(false);
  });

  test('also where a crash came between its record and its bytes', async () => {
    await fill();
    const before = filesIn('files');
    await serve(async (server) => void (await deleteRun(server, 'one')));
    // The record is gone, the bytes are not yet, and the database knows why.
    for (const [name, text] of before) {
      mkdirSync(join(data, 'files', name, '..'), { recursive: true });
      writeFileSync(join(data, 'files', name), text);
    }
    const crashed = new Database(database());
    crashed.exec('INSERT INTO removals (run_id) VALUES (1)');
    crashed.close();
    expect(await serve()).toEqual([]);
    expect([...filesIn('files').values()]).toEqual(['a of two']);
    expect(existsSync(join(data, 'lost'))).toBe(false);
  });
});

test("what is somebody's own and only named alike is left where it is", async () => {
  await fill();
  const own = [
    'files/1/notes.arriving-home.txt',
    'files/1/ab.arriving-folder/x',
    'files/.unfinished-thoughts',
    'files/.unfinished-folder/x',
    'contents/mine/y.arriving-z',
    'contents/.unfinished-thoughts',
  ];
  for (const path of own) {
    mkdirSync(dirname(join(data, path)), { recursive: true });
    writeFileSync(join(data, path), 'mine');
  }
  for (const _time of [1, 2]) expect(await serve()).toEqual([]);
  for (const path of own) expect(readFileSync(join(data, path), 'utf8'), path).toBe('mine');
});

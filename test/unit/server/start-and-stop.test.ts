import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startServer } from '../../../src/server/index';
import { basicAuthorization } from '../../../src/wire/index';
import { startTestServer } from '../../support/server';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'spoor-test-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

describe('what cannot be started says what to do', () => {
  test('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as AddressInfo;
    await expect(startServer({ port, data })).rejects.toMatchObject({
      code: 'port-taken',
      message: expect.stringContaining('--port'),
    });
    other.close();
    // And the data folder is free again.
    await (await startServer({ port: 0, data })).close();
  });

  test('a folder that is a file, and a file that is not a database', async () => {
    writeFileSync(join(data, 'file'), '');
    await expect(startServer({ port: 0, data: join(data, 'file') })).rejects.toMatchObject({
      code: 'folder-unusable',
      message: expect.stringContaining('--data'),
    });
    writeFileSync(join(data, 'spoor.db'), 'x'.repeat(5000));
    await expect(startServer({ port: 0, data })).rejects.toMatchObject({ code: 'database-unusable' });
  });

  test('an app that is not there', async () => {
    await expect(startServer({ port: 0, data, app: join(data, 'nowhere') })).rejects.toMatchObject({
      code: 'folder-unusable',
      message: expect.stringContaining('--app'),
    });
  });

  test('an app in the data folder, or one and the same, which is left as it is', async () => {
    mkdirSync(join(data, 'app'));
    symlinkSync(join(data, 'app'), join(data, 'link'));
    for (const app of [data, join(data, 'app'), join(data, 'link')]) {
      await expect(startServer({ port: 0, data, app })).rejects.toMatchObject({
        code: 'folder-unusable',
        message: expect.stringContaining('lies in the data folder'),
      });
    }
    expect(existsSync(join(data, 'spoor.db'))).toBe(false);
  });

  test('a folder that another server has', async () => {
    const first = await startServer({ port: 0, data });
    await expect(startServer({ port: 0, data })).rejects.toMatchObject({
      code: 'folder-unusable',
      message: expect.stringContaining('in use'),
    });
    await first.close();
    await (await startServer({ port: 0, data })).close();
  });

  test('a database of a newer version, which is left as it is', async () => {
    await (await startServer({ port: 0, data })).close();
    const database = new Database(join(data, 'spoor.db'));
    database.exec('PRAGMA user_version = 999');
    database.close();
    const before = readFileSync(join(data, 'spoor.db'));
    await expect(startServer({ port: 0, data })).rejects.toMatchObject({
      code: 'newer-database',
      message: expect.stringContaining('newer version'),
    });
    expect(readFileSync(join(data, 'spoor.db')).equals(before)).toBe(true);
  });
});

test('the key is kept for the owner alone, and stays the same', async () => {
  const first = await startServer({ port: 0, data });
  expect(first.loginUrl).toBe(`${first.url}/?token=${first.key}`);
  expect(statSync(join(data, 'key')).mode & 0o777).toBe(0o600);
  expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600);
  await first.close();
  const second = await startServer({ port: 0, data });
  expect(second.key).toBe(first.key);
  await second.close();
});

test('what was acknowledged is there after a restart, and the log is folded into the database', async () => {
  const first = await startTestServer({ data });
  await first.createRun('p', 'r', { config: '{"lr":{"value":1}}' });
  await first.fileStream('p', 'r', {
    files: { 'wandb-history.jsonl': { offset: 0, content: ['{"a":1}', '{"a":NaN}'] } },
  });
  await first.close();
  expect(() => statSync(join(data, 'spoor.db-wal'))).toThrow();
  const second = await startTestServer({ data });
  const answer = await second.graphql('{ project(name: "p") { run(name: "r") { config history } } }');
  expect(answer.data).toEqual({
    project: { run: { config: '{"lr":{"value":1}}', history: ['{"a":1}', '{"a":NaN}'] } },
  });
  await second.close();
});

test('closing finishes a request in flight and takes no new one', async () => {
  const server = await startTestServer({ data });
  await server.createRun('p', 'r');
  const answered = new Promise<number>((done, fail) => {
    const half = request(
      `${server.url}/files/local/p/r/file_stream`,
      { method: 'POST', headers: { authorization: basicAuthorization(server.key) } },
      (response) => done(response.statusCode ?? 0),
    );
    half.on('error', fail);
    half.write('{"files":{"wandb-history.jsonl":{"offset":0,');
    setTimeout(() => half.end('"content":["{\\"a\\":1}"]}}}'), 300);
  });
  await new Promise((done) => setTimeout(done, 100));
  const closed = server.close();
  await expect(fetch(server.url)).rejects.toThrow();
  expect(await answered).toBe(200);
  await closed;
  const again = await startTestServer({ data });
  expect((await again.graphql('{ project(name: "p") { run(name: "r") { historyLineCount } } }')).data).toEqual({
    project: { run: { historyLineCount: 1 } },
  });
  await again.close();
});

test('health needs no credential', async () => {
  const server = await startServer({ port: 0, data });
  expect(await (await fetch(`${server.url}/api/health`)).json()).toEqual({
    ok: true,
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
  await server.close();
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestServer } from '../../../support/server';
import { upload } from '../upload';

test('names are names and never paths', async () => {
  await using server = await startTestServer();
  await server.createRun('p', 'r');
  const names = [
    '../../escape.txt',
    '/etc/passwd',
    '..',
    'a/../../b',
    'C:\\x',
    '.unfinished-x',
    '\u0000',
    'x'.repeat(1024),
  ];
  for (const name of names) expect((await upload(server, name, name)).status, name).toBe(200);
  expect(readdirSync(server.data).sort()).toEqual(['files', 'id', 'key', 'secret', 'spoor.db', 'spoor.db-wal']);
  expect(readdirSync(join(server.data, 'files'))).toEqual(['1']);
  for (const file of readdirSync(join(server.data, 'files/1'))) expect(file).toMatch(/^[0-9a-f]{64}$/);
});

test('uploads that a crash cut short are removed at the next start', async () => {
  const data = mkdtempSync(join(tmpdir(), 'spoor-test-'));
  try {
    await (await startTestServer({ data })).close();
    writeFileSync(join(data, 'files/.unfinished-00000000-0000-4000-8000-000000000000'), 'half');
    await (await startTestServer({ data })).close();
    expect(readdirSync(join(data, 'files'))).toEqual([]);
  } finally {
    rmSync(data, { recursive: true });
  }
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, test } from 'vitest';
import { LineTable } from '../../../../../src/server/store/sqlite/lines';
import { MIGRATIONS } from '../../../../../src/server/store/sqlite/migrations';
import { openDatabase } from '../../../../../src/server/store/sqlite/open';
import { SqliteStore } from '../../../../../src/server/store/sqlite/sqlite-store';

test('types that collections had before types were kept are there, and sweeps are what they were', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-migration-'));
  const before = MIGRATIONS.findIndex((step) => step.includes('CREATE TABLE artifact_types'));
  try {
    const old = new Database(join(folder, 'spoor.db'));
    for (const step of MIGRATIONS.slice(0, before)) old.exec(step);
    const insert = old.prepare(
      "INSERT INTO collections (project_id, name, kind, type, created_at, updated_at) VALUES (?, ?, 'sequence', ?, ?, ?)",
    );
    for (const [project, name, type, at] of [
      [1, 'a', 'model', 5],
      [1, 'b', 'dataset', 3],
      [1, 'c', 'model', 4],
      [2, 'd', 'model', 9],
    ]) {
      insert.run(project, name, type, at, at);
    }
    old.exec(
      "INSERT INTO sweeps (project_id, name, state, config, seed, created_at, updated_at) VALUES (1, 's', 'RUNNING', 'method: grid', 1, 1, 1)",
    );
    old.exec(`PRAGMA user_version = ${before}`);
    old.close();

    const store = await SqliteStore.open(folder);
    expect(store.collections.types(1).map(({ name, createdAt }) => [name, createdAt])).toEqual([
      ['model', 4],
      ['dataset', 3],
    ]);
    expect(store.collections.types(2).map(({ name }) => name)).toEqual(['model']);
    store.collections.delete(store.collections.find(1, 'b')!.id);
    expect(store.collections.types(1).map(({ name }) => name)).toEqual(['model', 'dataset']);
    expect(store.sweeps.find(1, 's')).toMatchObject({ state: 'RUNNING', priorRuns: [] });
    store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The last version that kept each line in a record of its own. */
const BEFORE_CHUNKS = MIGRATIONS.findIndex((step) => step.includes('CREATE TABLE chunks'));

test('lines that lay one by one are there as before, with their gaps', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-migration-'));
  try {
    const numbers = [...Array.from({ length: 300 }, (_, index) => index), 400, 401, 1_000_000];
    const lines = numbers.map((number) => ({
      number,
      text: `{"n":${number}${number % 50 === 7 ? `,"long":"${'x'.repeat(9_000)}"` : ''}}`,
    }));
    const old = new Database(join(folder, 'spoor.db'));
    for (const step of MIGRATIONS.slice(0, BEFORE_CHUNKS)) old.exec(step);
    const insert = old.prepare('INSERT INTO lines (run_id, stream, number, text) VALUES (?, ?, ?, ?)');
    // Not in their order.
    for (const { number, text } of lines.toReversed()) insert.run(1, 0, number, text);
    insert.run(1, 2, 0, 'printed');
    insert.run(2, 0, 5, '{"n":"of another run"}');
    old.exec(`PRAGMA user_version = ${BEFORE_CHUNKS}`);
    old.close();

    const sql = await openDatabase(folder);
    const table = new LineTable(sql);
    expect(table.range(1, 'history', 0, 1_000)).toEqual(lines);
    expect(table.range(1, 'output', 0, 10)).toEqual([{ number: 0, text: 'printed' }]);
    expect(table.range(2, 'history', 0, 10)).toEqual([{ number: 5, text: '{"n":"of another run"}' }]);
    expect(table.at(1, 'history', numbers)).toEqual(lines);
    // They are written over as any others.
    expect(table.put(1, 'history', 299, ['a', 'b'], 1_000_001)).toEqual([
      { number: 299, text: 'a', before: '{"n":299}' },
      { number: 300, text: 'b', before: null },
    ]);
    expect(table.range(1, 'history', 298, 4).map(({ number }) => number)).toEqual([298, 299, 300, 400]);
    sql.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

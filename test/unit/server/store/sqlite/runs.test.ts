import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SqliteStore } from '../../../../../src/server/store/sqlite/sqlite-store';
import { LONG_TEXTS, RUN_FIELDS, type RunChanges } from '../../../../../src/server/store/port/store';

let folder: string;
let store: SqliteStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spoor-runs-'));
  store = await SqliteStore.open(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a list has of each run all but its long texts, and how long they are', () => {
  const { project } = store.projects.upsert('e', 'p', null, 0);
  const changes = {
    ...Object.fromEntries(RUN_FIELDS.map((field) => [field, null])),
    tags: ['a'],
  } as unknown as RunChanges;
  const { id } = store.runs.create(
    project.id,
    'r',
    { ...changes, displayName: 'one', config: '{"a":"é"}', notes: 'four' },
    5,
  );
  const run = store.runs.byId(id)!;
  expect(run).toMatchObject({
    displayName: 'one',
    config: '{"a":"é"}',
    summary: '{}',
    notes: 'four',
    textLength: 10 + 2 + 4,
  });
  const listed = Object.fromEntries(
    Object.entries(run).filter(([field]) => !(LONG_TEXTS as readonly string[]).includes(field)),
  );
  expect(store.runs.list(project.id)).toEqual([listed]);
  expect(store.runs.silentSince(0, 5)).toEqual([listed]);
});

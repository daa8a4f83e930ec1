import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, test } from 'vitest';
import { runFileKey } from '../../../../src/server/files/blob-keys';
import { DiskBlobs } from '../../../../src/server/files/disk-blobs';
import type { RunWatcher } from '../../../../src/server/runs/run-watcher';
import { Runs } from '../../../../src/server/runs/runs';
import type { Site } from '../../../../src/server/site';
import type { Delivery, RunChanges, ServerRun } from '../../../../src/server/store/port/store';
import { SqliteStore } from '../../../../src/server/store/sqlite/sqlite-store';
import { NO_LINES } from '../../../../src/wire/index';

const NOW = 1_800_000_000_000;
const UNSAID: RunChanges = {
  displayName: null,
  config: null,
  summary: null,
  notes: null,
  description: null,
  group: null,
  jobType: null,
  host: null,
  program: null,
  repo: null,
  commit: null,
  sweep: null,
  tags: null,
};
const PATH = { entity: 'local', project: 'p', name: 'r' };

let data: string;
let store: SqliteStore;
let blobs: DiskBlobs;
let runs: Runs;
let run: ServerRun;
/** What was announced since it was last looked at. */
let heard: string[];
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'spoor-runs-'));
  store = await SqliteStore.open(data);
  blobs = new DiskBlobs(data);
  runs = new Runs({ store, blobs, now: () => NOW, report: expect.unreachable, owesAlerts: true });
  run = await runs.create(PATH, UNSAID, []);
  heard = [];
  const watcher: Required<RunWatcher> = {
    // What is announced has happened: whoever asks now is told of it.
    changed: ({ id, name }, lines) => {
      expect(store.runs.byId(id)).not.toBeNull();
      heard.push(`changed ${name}${lines ? ` ${lines.history.length}` : ''}`);
    },
    deleted: ({ id, name }) => {
      expect(store.runs.byId(id)).toBeNull();
      heard.push(`deleted ${name}`);
    },
    alerted: ({ id, name }) => {
      expect(store.alerts.list(id, 1)).toHaveLength(1);
      heard.push(`alerted ${name}`);
    },
  };
  runs.watch(watcher);
});
afterEach(() => {
  store.close();
  rmSync(data, { recursive: true });
});

const delivery = (changes: Partial<Delivery>): Delivery => ({
  streams: {},
  summary: null,
  exitcode: null,
  interruptedAt: null,
  receivedAt: NOW,
  ...changes,
});
async function* bytes(of: string) {
  yield Buffer.from(of);
}
const alert = { title: 'NaN', text: '', severity: 'WARN' as const, createdAt: NOW };
const describeFile = () => ({ mimetype: 'text/plain', updatedAt: NOW });

describe('every change of a run is announced, once it has happened', () => {
  it('making one, with a name of ours or its own, with lines, running or waiting', async () => {
    const made = await runs.create({ ...PATH, name: 'a' }, UNSAID, []);
    expect(made).toMatchObject({ name: 'a', state: 'running', createdAt: NOW });
    expect(made.displayName).toMatch(/^[a-z]+-[a-z]+-2$/);
    const options = { isPending: true, createdAt: NOW - 5 };
    const named = await runs.create({ ...PATH, name: 'b' }, { ...UNSAID, displayName: 'B' }, ['{"x":1}'], options);
    expect(named).toMatchObject({ displayName: 'B', state: 'pending', createdAt: NOW - 5 });
    expect(named.lineCounts.history).toBe(1);
    expect(heard).toEqual(['changed a', 'changed b']);
  });

  it('what it says of itself, its state, its stop, its end and what it goes on with', async () => {
    expect(await runs.update(run.id, { ...UNSAID, notes: 'n' })).toMatchObject({ notes: 'n', updatedAt: NOW });
    expect(heard.splice(0)).toEqual(['changed r']);
    await runs.setState(run.id, 'failed');
    expect(store.runs.byId(run.id)).toMatchObject({ state: 'failed' });
    expect(await runs.update(run.id, UNSAID)).toMatchObject({ state: 'failed' });
    expect(await runs.update(run.id, UNSAID, { reopens: true })).toMatchObject({ state: 'running' });
    await runs.requestStop(run.id);
    expect(store.runs.byId(run.id)).toMatchObject({ stopRequested: true });
    expect(heard.splice(0)).toEqual(['changed r', 'changed r', 'changed r', 'changed r']);
    const written = await runs.write(
      run.id,
      delivery({ streams: { history: { offset: 0, content: ['{"_step":0}'] } } }),
    );
    expect(written!.run.lineCounts.history).toBe(1);
    expect(await runs.rewind(run.id, -1)).toMatchObject({ lineCounts: { ...NO_LINES } });
    expect(heard).toEqual(['changed r 1', 'changed r']);
  });

  it('its alerts: a new one calls people, one that is held back is nothing, one of an archive calls nobody', async () => {
    expect(await runs.alert(run.id, alert, 60_000)).toBe(true);
    expect(heard.splice(0)).toEqual(['changed r', 'alerted r']);
    expect(await runs.alert(run.id, { ...alert, createdAt: NOW + 1 }, 60_000)).toBe(false);
    expect(heard.splice(0)).toEqual([]);
    await runs.bringAlert(run.id, { ...alert, title: 'old' });
    expect(heard).toEqual(['changed r']);
    expect(store.alerts.owed(10).map(({ title }) => title)).toEqual(['NaN']);
  });

  it('its files, when they can be read', async () => {
    const written = await runs.putFile(run.id, 'a.txt', bytes('one'), describeFile);
    expect(written).toMatchObject({ size: 3 });
    expect(store.files.find(run.id, 'a.txt')).toMatchObject({ ...written, ...describeFile() });
    expect(await text(blobs.open(runFileKey(run.id, 'a.txt')))).toBe('one');
    expect(heard.splice(0)).toEqual(['changed r']);
    await runs.putFile(run.id, 'b.txt', bytes('two'), describeFile);
    heard.length = 0;
    await runs.deleteFiles([...store.files.list(run.id).map(({ id }) => id), 99]);
    expect(heard).toEqual(['changed r']);
    expect([store.files.list(run.id), await blobs.stat(runFileKey(run.id, 'a.txt'))]).toEqual([[], null]);
  });

  it('its end, with all that belongs to it', async () => {
    await runs.putFile(run.id, 'a.txt', bytes('one'), describeFile);
    heard.length = 0;
    await runs.delete(run);
    expect(heard).toEqual(['deleted r']);
    expect(await blobs.stat(runFileKey(run.id, 'a.txt'))).toBeNull();
    expect(store.removals.next(0)).toBeNull();
  });

  it('and nothing is announced of a run that does not exist any more', async () => {
    await runs.delete(run);
    heard.length = 0;
    expect(await runs.update(run.id, UNSAID)).toBeNull();
    expect(await runs.write(run.id, delivery({}))).toBeNull();
    expect(await runs.putFile(run.id, 'a.txt', bytes('one'), describeFile)).toBeNull();
    await runs.requestStop(run.id);
    await runs.setState(run.id, 'failed');
    expect(heard).toEqual([]);
    expect(await blobs.stat(runFileKey(run.id, 'a.txt'))).toBeNull();
  });
});

describe('nobody else changes a run', () => {
  type View = Site['store'];

  test('for the store that they are given has no way to', () => {
    expectTypeOf<keyof View['runs']>().toEqualTypeOf<'find' | 'byId' | 'list' | 'count' | 'silentSince'>();
    expectTypeOf<keyof View['lines']>().toEqualTypeOf<'range' | 'at' | 'last'>();
    expectTypeOf<keyof View['files']>().toEqualTypeOf<'runs' | 'list' | 'find'>();
    expectTypeOf<Extract<keyof View['alerts'], 'add' | 'bring'>>().toBeNever();
    expectTypeOf<Extract<keyof View, 'create' | 'open' | 'write' | 'rewind'>>().toBeNever();
    // A store that can do more fits, so the view is one of it.
    expectTypeOf<SqliteStore>().toExtend<View>();
  });

  test('and the whole store is in few hands', () => {
    const importers = readdirSync('src/server', { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.ts') && !/^(store|runs|ingest)\//.test(file))
      .filter((file) =>
        /import (type )?\{[^}]*\b(Store|RunStore|LineStore|SqliteStore)\b[^}]*\} from '[^']*store\//.test(
          readFileSync(join('src/server', file), 'utf8'),
        ),
      );
    expect(importers.sort()).toEqual([
      // Both hand it to `Runs`; exporting reads only.
      'export/folder-source.ts',
      // Before anything is answered, records are made to tell what is there.
      'files/reconcile.ts',
      'files/removals.ts',
      'server.ts',
    ]);
  });
});

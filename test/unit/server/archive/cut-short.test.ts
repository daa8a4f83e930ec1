import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { importArchive } from '../../../../src/server/archive/import';
import { ARCHIVE_LIMITS } from '../../../../src/server/archive/lines';
import { DiskBlobs } from '../../../../src/server/files/disk-blobs';
import { Runs } from '../../../../src/server/runs/runs';
import { SqliteStore } from '../../../../src/server/store/sqlite/sqlite-store';
import { readWhole } from '../../../support/oracle';
import { linesFrom } from '../../journal/entries';
import { fileOf, headerOf, linesAt, pack, runOf } from './sample-archive';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-cut-'));
  folders.push(folder);
  return folder;
}

/** Imports, and dies after so many writes; whether it did. */
async function importInto(data: string, archive: Buffer, writes = Infinity): Promise<boolean> {
  const store = await SqliteStore.open(data);
  let count = 0;
  const changed = () => {
    if (++count > writes) throw new Error('cut short');
  };
  try {
    const place = { store, blobs: new DiskBlobs(data), now: () => 1_800_000_000_000, report: expect.unreachable };
    const runs = new Runs(place);
    runs.watch({ changed });
    await importArchive(
      { ...place, runs },
      async function* () {
        yield archive;
      },
      ARCHIVE_LIMITS,
    );
    return false;
  } catch (error) {
    if (!(error instanceof Error && error.message === 'cut short')) throw error;
    return true;
  } finally {
    store.close();
  }
}

it.each([
  ['that has ended', { exitCode: 0 }],
  ['that has not', { openRow: '{"n":9,"_step":9}' }],
  ['whose place nobody knew', { base: null, origin: 'abc' }],
])('an import of a run %s can be cut short anywhere, and done again', async (_which, changes) => {
  const run = runOf(9, { next: { history: 9, events: 2, output: 0 }, pinned: { best: 1 }, ...changes });
  const chunks = [0, 3, 6].map((from) => linesAt(from, linesFrom(from, 3)));
  const archive = pack(
    headerOf(run),
    ...chunks,
    linesAt(0, ['{"a":1}', '{"a":2}'], 'events'),
    ...fileOf('a.bin', new Uint8Array(9)),
  );
  const whole = makeFolder();
  await importInto(whole, archive);
  let writes = 0;
  for (; ; writes++) {
    const data = makeFolder();
    const wasCut = await importInto(data, archive, writes);
    await importInto(data, archive);
    const { state, ...rest } = readWhole(data, 'p', 'r1')!;
    const { state: wanted, ...others } = readWhole(whole, 'p', 'r1')!;
    expect(rest).toEqual(others);
    // One that was cut before its last word is silent, which readers see as interrupted.
    expect(state === 'running' ? 'interrupted' : state).toBe(wanted);
    if (!wasCut) break;
  }
  expect(writes).toBeGreaterThanOrEqual(5);
});

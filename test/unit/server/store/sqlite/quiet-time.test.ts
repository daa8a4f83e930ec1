import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../../../../../src/server/store/sqlite/open';
import { QuietTime } from '../../../../../src/server/store/sqlite/quiet-time';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('work waits until nothing was written for a second, and is done once', () => {
  const work = vi.fn();
  const quiet = new QuietTime(work);
  for (let write = 0; write < 10; write++) {
    quiet.interrupt();
    vi.advanceTimersByTime(999);
  }
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect(work).toHaveBeenCalledTimes(1);
  quiet.interrupt();
  quiet.end();
  vi.advanceTimersByTime(60_000);
  expect(work).toHaveBeenCalledTimes(1);
});

test('what was written is in the database itself after a while, without its log', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-quiet-'));
  try {
    const sql = await openDatabase(folder);
    const names = () => {
      copyFileSync(join(folder, 'spoor.db'), join(folder, 'copy.db'));
      const copy = new Database(join(folder, 'copy.db'));
      const found = copy.prepare("SELECT name FROM sqlite_master WHERE name = 'a_table'").all();
      copy.close();
      return found.length;
    };
    vi.advanceTimersByTime(1_000);
    sql.transaction(() => sql.run('CREATE TABLE a_table (a)'));
    expect(names()).toBe(0);
    vi.advanceTimersByTime(1_000);
    expect(names()).toBe(1);
    sql.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

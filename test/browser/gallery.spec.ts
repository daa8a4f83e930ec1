import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';

/** As `npm run demo:gallery` prints it: the kind, how many were logged, how many are stored equal, whether it shows. */
const LINE = /^(\w+)\s+(\d+)\s+(\d+)\s+(yes|NO)$/;

test('one of every kind is stored as it was logged, and the dashboard shows it', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['scripts/gallery.mjs'], { encoding: 'utf8' });
  const lines = stdout.split('\n').flatMap((line) => LINE.exec(line.trim())?.slice(1) ?? []);
  expect(lines.length, stdout + stderr).toBeGreaterThan(0);
  const table = Array.from({ length: lines.length / 4 }, (_, i) => lines.slice(4 * i, 4 * i + 4));
  for (const [kind, logged, stored, shown] of table)
    expect({ kind, stored, shown }, stderr).toEqual({ kind, stored: logged, shown: 'yes' });
  expect(status, stderr).toBe(0);
});

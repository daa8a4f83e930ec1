import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../support/fixtures';
import { startChromiumProcess } from '../support/browser-process';
import { compareRows } from '../support/oracle';
import { inOrder } from '../support/proxy';
import { logRows, openRun, rows } from '../support/stage';

test.describe('a browser that is killed', () => {
  test('SIGKILL and a restart on the same profile: nothing that flush() confirmed is missing', async ({ stage }) => {
    const profile = mkdtempSync(join(tmpdir(), 'spoor-profile-'));
    try {
      stage.proxy.cut();
      const first = await startChromiumProcess(profile);
      const page = await first.newPage();
      await page.goto(stage.pageUrl());
      const id = await openRun(page, { id: 'killed-1' });
      await logRows(page, 0, 5_000);
      await page.evaluate(() => window.run.flush());
      // Logged and not confirmed: these may be lost, but not in part, and nothing after a hole may be there.
      await logRows(page, 5_000, 5_400);
      await first.kill();

      stage.proxy.mend();
      const second = await startChromiumProcess(profile);
      const again = await second.newPage();
      await again.goto(stage.pageUrl());
      await openRun(again, { id });
      const step = await again.evaluate(() => window.run.startingStep);
      expect(step).toBeGreaterThanOrEqual(5_000);
      await again.evaluate(() => window.run.synced());
      await second.kill();

      const { lines } = stage.stored(id)!;
      expect(lines).toHaveLength(step);
      expect(compareRows(rows(0, step), lines)).toMatchObject({
        lost: [],
        doubled: [],
        altered: [],
        unknown: [],
        gaps: [],
      });
    } finally {
      rmSync(profile, { recursive: true, force: true });
    }
  });
});

test.describe('a server that is killed', () => {
  test('SIGKILL in mid-upload: every row and every file is there once it is back', async ({ stage }) => {
    const page = await stage.openPage();
    // The request with the rows is held back until the server is dead.
    stage.proxy.plan = inOrder(/file_stream$/, [{ kind: 'delay', ms: 300 }]);
    const id = await openRun(page, { settings: { transmitInterval: 20 } });
    await logRows(page, 0, 20_000);
    await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 64;
      canvas.getContext('2d')!.fillRect(0, 0, 32, 32);
      window.run.log({ loss: 1 / 20_001, batch: 20_000, image: new window.spoor.Image(canvas) });
    });
    await expect.poll(() => stage.proxy.count('delay')).toBe(1);
    await stage.killServer();
    await logRows(page, 20_001, 20_500);
    await stage.killServer();
    await page.evaluate(() => window.run.synced());
    const { delivered } = await page.evaluate(() => window.run.finish());
    stage.proxy.plan = null;

    expect(delivered).toBe(true);
    await stage.expectStored(id, rows(0, 20_500));
    expect(stage.stored(id)!.state).toBe('finished');
    expect(stage.stored(id)!.files.filter((name) => name.startsWith('media/'))).toHaveLength(1);
  });
});

import { expect } from '@playwright/test';
import { compareRows } from '../support/oracle';
import { logRows, openRun, rows } from '../support/stage';
import type { Capabilities } from './suite';

export const LASTING: Capabilities = {
  'Rows logged offline are sent later': async (site) => {
    const { page, id } = await site.openRun();
    await logRows(page, 0, 100);
    await page.evaluate(() => window.run.synced());
    site.stage.proxy.cut();
    await logRows(page, 100, 900);
    await page.evaluate(() => window.run.flush());
    expect(site.stage.stored(id)!.lines).toHaveLength(100);
    site.stage.proxy.mend();
    await page.evaluate(() => window.run.synced());
    await site.stage.expectStored(id, rows(0, 900));
  },

  'Killed browser: every row that was flushed is there after a restart': async (site) => {
    site.stage.proxy.cut();
    const { page, id } = await site.openRun({ id: 'killed-1' });
    await logRows(page, 0, 3_000);
    await page.evaluate(() => window.run.flush());
    // Logged and not confirmed: these may be lost, but only from the end.
    await logRows(page, 3_000, 3_200);
    await site.killBrowser();
    site.stage.proxy.mend();

    const again = await site.openPage();
    await openRun(again, { id });
    const step = await again.evaluate(() => window.run.startingStep);
    expect(step).toBeGreaterThanOrEqual(3_000);
    await again.evaluate(() => window.run.synced());
    const { lines } = site.stage.stored(id)!;
    expect(lines).toHaveLength(step);
    expect(compareRows(rows(0, step), lines)).toMatchObject({
      lost: [],
      doubled: [],
      altered: [],
      unknown: [],
      gaps: [],
    });
  },

  '`finish()` with an exit code': async (site) => {
    const { page, id } = await site.openRun();
    await logRows(page, 0, 20);
    expect(await page.evaluate(() => window.run.finish({ exitCode: 3 }))).toEqual({ delivered: true });
    await site.stage.expectStored(id, rows(0, 20));
    expect(site.stage.stored(id)!.state).toBe('failed');
  },
};

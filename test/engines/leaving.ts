import { expect } from '@playwright/test';
import type { EnginePage } from '../support/engines';
import { logRows, openRun, rows } from '../support/stage';
import type { Site } from './site';
import type { Capabilities } from './suite';

export const LEAVING: Capabilities = {
  'Reload: the run goes on, with the rows logged in `pagehide`': async (site) => {
    const { page, id } = await site.openRun({ id: 'reload-1' });
    await logRows(page, 0, 300);
    await logWhenLeaving(page, 300, 350);
    await page.reload();
    await openRun(page, { id });
    expect(await page.evaluate(() => ({ step: window.run.startingStep, resumed: window.run.resumed }))).toEqual({
      step: 350,
      resumed: true,
    });
    await logRows(page, 350, 400);
    await page.evaluate(() => window.run.synced());
    await site.stage.expectStored(id, rows(0, 400));
  },

  'Navigation: the last words wait in `localStorage` for the next page': async (site) => {
    site.stage.proxy.cut();
    const page = await site.openPage();
    await logWhenLeaving(page, 0, 200);
    const id = await openRun(page);
    await logWhenLeaving(page, 200, 250);
    await page.goto(site.stage.pageUrl('elsewhere.html'));
    expect(await lastWords(page)).toHaveLength(1);
    site.stage.proxy.mend();
    await page.goto(site.stage.pageUrl());
    await openRun(page);
    await site.stage.expectStored(id, rows(0, 250));
    expect(await lastWords(page)).toEqual([]);
  },

  'Back/forward cache: the page that comes back goes on with its run': (site) => goAndComeBack(site, 'index.html'),
  'Navigation and back, without a worker': async (site) => {
    // Whether the page was in the cache is said above.
    await goAndComeBack(site, 'no-worker.html');
  },

  'Closed tab: another tab sends what it left': async (site) => {
    const other = await site.openRun();
    const { page, id } = await site.openRun();
    site.stage.proxy.cut();
    await logRows(page, 0, 400);
    // Not in a listener of pagehide of its own: Firefox may end the process of a closed tab before it has written that.
    await logRows(page, 400, 430);
    await site.closePage(page);
    site.stage.proxy.mend();
    await site.stage.expectStored(id, rows(0, 430));
    expect(await other.page.evaluate(() => window.run.status().link)).toBe('online');
  },

  'Web Locks: a run that is open in another tab is refused': async (site) => {
    const { id } = await site.openRun({ id: 'twice-1' });
    const second = await site.openPage();
    const code = await second.evaluate(
      (given) =>
        window.spoor.init({ project: 'stage', id: given }).then(
          () => 'opened',
          (error: { code: string }) => error.code,
        ),
      id,
    );
    expect(code).toBe('run-in-use');
  },
};

/**
 * The page logs without a pause, offline, so that it goes in the middle of everything. The next page has the journal
 * all the same, and so has the page when it is back.
 */
async function goAndComeBack(site: Site, name: string): Promise<string | void> {
  site.stage.proxy.cut();
  const { page, id } = await site.openRun({ id: `back-${name}` }, name);
  await page.evaluate(() => {
    const log = () => {
      window.run.log({ loss: 1 / (window.run.step + 1), batch: window.run.step });
      localStorage.setItem('logged', String(window.run.step));
    };
    Object.assign(window, { logging: setInterval(log, 1) });
  });
  await moreRows(page);
  await page.goto(site.stage.pageUrl('own-worker.html'));
  await openRun(page, { workerUrl: '/sdk/worker.js' });
  await page.evaluate(() => window.run.flush());
  await page.goBack();
  const isSamePage = await page.evaluate(() => window.run !== undefined);
  if (!isSamePage) {
    await openRun(page, { id });
    const [step, logged] = await page.evaluate(() => [window.run.startingStep, Number(localStorage.getItem('logged'))]);
    expect(step).toBe(logged);
  }
  if (isSamePage) await moreRows(page);
  site.stage.proxy.mend();
  const { step, status } = await page.evaluate(async () => {
    clearInterval((window as { logging?: number }).logging);
    await window.run.synced();
    return { step: window.run.step, status: window.run.status() };
  });
  expect(status.dropped).toEqual({});
  // What the last attempt before the network came back has said may stand still.
  expect(status.problem?.code ?? 'unreachable').toBe('unreachable');
  await site.stage.expectStored(id, rows(0, step));
  return isSamePage ? undefined : 'it is loaded anew and continues the run';
}

/** Waits until the page, which logs without a pause, has logged some more. */
function moreRows(page: EnginePage): Promise<void> {
  return page.evaluate(async () => {
    const enough = window.run.step + 20;
    while (window.run.step < enough) await new Promise((resolve) => setTimeout(resolve, 5));
  });
}

/** Has the page log rows while it goes away. */
function logWhenLeaving(page: EnginePage, from: number, to: number): Promise<void> {
  return page.evaluate(
    ([first, last]) =>
      addEventListener(
        'pagehide',
        () => {
          for (let i = first!; i < last!; i++) window.run.log({ loss: 1 / (i + 1), batch: i });
        },
        { once: true },
      ),
    [from, to],
  );
}

function lastWords(page: EnginePage): Promise<string[]> {
  return page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('spoor:last-words:')));
}

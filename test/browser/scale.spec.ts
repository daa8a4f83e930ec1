import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseRow } from '../../src/wire/index';
import { startChromiumProcess, type ChromiumProcess } from '../support/browser-process';
import { growthOf, watchHeap, type HeapSample } from '../support/heap';
import { storedRows } from '../support/oracle';
import { logRows, openRun, Stage } from '../support/stage';

/** `npm run scale` is the whole of it; in CI a tenth must do. */
const isFull = process.env['SPOOR_SCALE'] === 'full';
const ROWS = isFull ? 1_000_000 : 60_000;
const SAMPLES = isFull ? 40 : 12;
const TABS = isFull ? 40 : 8;
const MINUTE = 60_000;

/**
 * What a page may keep of a row that is journaled, in bytes, and what it may keep anyway: compiled code, a batch that
 * is under way.
 */
const BYTES_PER_ROW = 2;
const SLACK_BYTES = 1024 * 1024;

let stage: Stage;
let profile: string;
let browser: ChromiumProcess | null = null;
beforeAll(async () => (stage = await Stage.open()));
beforeEach(() => (profile = mkdtempSync(join(tmpdir(), 'spoor-scale-'))));
afterEach(async () => {
  stage.proxy.mend();
  await browser?.kill();
  browser = null;
  rmSync(profile, { recursive: true, force: true });
});
afterAll(() => stage.close());

async function start(flags: string[] = []): Promise<ChromiumProcess> {
  return (browser = await startChromiumProcess(profile, flags));
}

async function openPage(chromium: ChromiumProcess): Promise<Page> {
  const page = await chromium.newPage();
  await page.goto(stage.pageUrl());
  return page;
}

function say(text: string): void {
  process.stdout.write(`  ${text}\n`);
}

/** Prints how long something took, and how many a second that is. It is not a test. */
async function timed<T>(what: string, count: number, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1000;
  say(`${what}: ${seconds.toFixed(1)} s, ${Math.round(count / seconds).toLocaleString('en')}/s`);
  return result;
}

/** Checks the rows that `logRows` logs, each by its number, and returns how many there are. */
function countExact(runId: string): number {
  let count = 0;
  for (const { number, text } of storedRows(stage.data, 'stage', runId)) {
    const row = parseRow(text);
    if (number !== count || row['_step'] !== count || row['batch'] !== count || row['loss'] !== 1 / (count + 1)) {
      throw new Error(`${runId}: in the place of row ${count} is line ${number}: ${text}`);
    }
    count++;
  }
  return count;
}

describe('a long run', () => {
  it(
    `${ROWS.toLocaleString('en')} rows offline: neither page nor worker grows with them; after a restart they arrive in one go`,
    async () => {
      stage.proxy.cut();
      const first = await start();
      const page = await openPage(first);
      const id = await openRun(page, { settings: { pageMetricsInterval: 0 } });
      const sampleHeap = await watchHeap(page);
      const heaps: HeapSample[] = [];
      const step = ROWS / SAMPLES;
      await timed('logged and journaled, with samples of the heap', ROWS, async () => {
        for (let from = 0; from < ROWS; from += step) {
          await logSteadily(page, from, from + step);
          await page.evaluate(() => window.run.flush());
          heaps.push(await sampleHeap());
        }
      });
      const journaled = await page.evaluate(() => window.run.status().journaled);
      expect(journaled).toBe(ROWS);
      const kept = (ROWS * 3) / 4;
      for (const where of ['page', 'worker'] as const) {
        const sizes = heaps.map((sample) => sample[where]);
        const growth = growthOf(sizes);
        say(
          `heap of the ${where}: ${sizes.map((size) => (size / 2 ** 20).toFixed(1)).join(' ')} MiB; ${(growth / kept).toFixed(2)} bytes for each row kept`,
        );
        expect(growth, `growth of the ${where}`).toBeLessThan(SLACK_BYTES + BYTES_PER_ROW * kept);
      }
      await first.close();

      stage.proxy.mend();
      const second = await start();
      const again = await openPage(second);
      const synced = await timed('synced after a restart', ROWS, () => again.evaluate(() => window.spoor.sync()));
      expect(synced).toEqual({ delivered: 1, waiting: 0 });
      expect(countExact(id)).toBe(ROWS);
    },
    isFull ? 30 * MINUTE : 4 * MINUTE,
  );
});

/** As a training loop does that lets the page breathe. */
async function logSteadily(page: Page, from: number, to: number): Promise<void> {
  await page.evaluate(
    async ([first, last]) => {
      for (let i = first!; i < last!; i++) {
        window.run.log({ loss: 1 / (i + 1), batch: i });
        if (i % 500 === 499) await new Promise((resolve) => setTimeout(resolve));
      }
    },
    [from, to],
  );
}

describe('many tabs', () => {
  it(
    `${TABS} tabs with a run each, half of them killed while the network is cut: the others deliver all of it, once`,
    async () => {
      // A renderer of its own for each tab, so that the crash of one is the crash of one.
      const chromium = await start([`--renderer-process-limit=${TABS * 2}`]);
      const tabs: { page: Page; id: string; confirmed: number }[] = [];
      await timed('tabs opened', TABS, async () => {
        for (let index = 0; index < TABS; index++) {
          const page = await openPage(chromium);
          tabs.push({
            page,
            id: await openRun(page, { settings: { pageMetricsInterval: 0, transmitInterval: 200 } }),
            confirmed: 0,
          });
        }
      });
      await Promise.all(tabs.map(({ page }) => logRows(page, 0, 300)));
      await tabs[0]!.page.evaluate(() => window.run.synced());
      stage.proxy.cut();
      await Promise.all(tabs.map(({ page }) => logRows(page, 300, 1_000)));
      await Promise.all(tabs.map(({ page }) => page.evaluate(() => window.run.flush())));
      for (const tab of tabs) tab.confirmed = 1_000;

      const doomed = tabs.filter((_, index) => index % 2 === 1);
      const others = tabs.filter((tab) => !doomed.includes(tab));
      const crashed: Page[] = [];
      for (const { page } of tabs) page.on('crash', () => crashed.push(page));
      await timed('tabs killed', doomed.length, async () => {
        for (const [index, { page }] of doomed.entries()) {
          // In the middle of a row, so to speak: these are confirmed by nobody.
          await logRows(page, 1_000, 1_050);
          if (index % 2 === 0) await page.close();
          else await crash(page);
        }
      });
      expect(crashed.every((page) => doomed.some((tab) => tab.page === page))).toBe(true);
      await Promise.all(others.map(({ page }) => logRows(page, 1_000, 1_200)));
      await Promise.all(others.map(({ page }) => page.evaluate(() => window.run.flush())));
      for (const tab of others) tab.confirmed = 1_200;

      stage.proxy.mend();
      const total = tabs.reduce((sum, { confirmed }) => sum + confirmed, 0);
      await timed('delivered by the tabs that are left', total, async () => {
        await expect.poll(() => waiting(others[0]!.page), { timeout: 5 * MINUTE, interval: 1_000 }).toEqual([]);
      });
      // Which the same tabs say when the rows are there.
      await expect
        .poll(() => statesOf(doomed), { timeout: MINUTE, interval: 1_000 })
        .toEqual(doomed.map(() => 'interrupted'));
      await Promise.all(others.map(({ page }) => page.evaluate(() => window.run.finish())));
      for (const { id, confirmed } of tabs) {
        const count = countExact(id);
        expect(count, id).toBeGreaterThanOrEqual(confirmed);
        expect(count, id).toBeLessThanOrEqual(Math.max(confirmed, 1_050));
      }
      expect(await statesOf(others)).toEqual(others.map(() => 'finished'));
    },
    isFull ? 20 * MINUTE : 4 * MINUTE,
  );
});

function statesOf(tabs: { id: string }[]): Promise<string[]> {
  return Promise.all(tabs.map(async ({ id }) => (await stage.run(id)).state));
}

/** The renderer dies as by a fault of its own: no event, no goodbye. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const gone = page.waitForEvent('crash');
  // It never answers.
  session.send('Page.crash').catch(() => undefined);
  await gone;
}

/** The runs that this browser has not delivered, as a page sees them. */
async function waiting(page: Page): Promise<string[]> {
  return page.evaluate(async () =>
    (await window.spoor.runs()).filter(({ delivered }) => !delivered).map(({ id }) => id),
  );
}

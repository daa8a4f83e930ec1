import type { Page } from 'playwright-core';
import { expect, test } from '../support/fixtures';
import type { Row } from '../../src/wire/index';
import type { Watched } from '../support/browser';
import type { PlayedRuns } from '../support/played-runs';

/** Runs of more metrics than anybody looks at. */
let runs: PlayedRuns;
let watched: Watched;
let page: Page;
let count = 0;
let project: string;
test.beforeEach(async ({ runs: opened }) => {
  runs = opened;
  project = `p${++count}`;
  watched = await runs.openPage({ viewport: { width: 1000, height: 800 } });
  page = watched.page;
});
test.afterEach(async () => {
  await page.context().close();
  watched.assertQuiet();
});

const shown = (selector: string) =>
  expect.poll(async () => (await page.locator(selector).allTextContents()).join('\n'));
const open = () => page.goto(`${runs.server.url}/local/${project}/runs/r`);
const rows = (values: Row[]) => runs.log(project, 'r', values);

/** How much the page has laid out since it was loaded. */
async function layouts(): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return metrics.find(({ name }) => name === 'LayoutCount')!.value;
}
const drawn = () => page.locator('.plot canvas').count();

for (const [name, size, nameOf] of [
  ['1,000 metrics of 1,000 prefixes', 1000, (index: number) => `p${index}/value`],
  ['1,000 metrics of 500 prefixes', 1000, (index: number) => `p${Math.floor(index / 2)}/value${index % 2}`],
  ['1,000 metrics of one prefix', 1000, (index: number) => `layer/${index}/norm`],
  ['5,000 metrics of none', 5000, (index: number) => `value${index}`],
] as const) {
  test(`${name}: the first charts are drawn, the others when they come into view, and search finds one`, async () => {
    const row = Object.fromEntries(Array.from({ length: size }, (_, index) => [nameOf(index), index]));
    await rows([0, 1, 2].map((_step) => ({ _step, ...row })));
    await open();
    await page.locator('.plot canvas').first().waitFor();
    await expect.poll(async () => (await shownCharts()).every(({ isDrawn }) => isDrawn)).toBe(true);
    expect(await drawn()).toBeLessThan(60);
    expect(await page.locator('.group').count()).toBeLessThanOrEqual(30);
    expect(await layouts()).toBeLessThan(150);

    await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight }));
    const last = page.locator('.chart').last();
    await last.locator('canvas').waitFor();
    expect(await last.isVisible()).toBe(true);
    await expect.poll(drawn).toBeLessThan(60);

    await page.getByRole('searchbox', { name: 'Filter metrics' }).fill(nameOf(size - 7).toUpperCase());
    await shown('.chart-readout').toBe((size - 7).toLocaleString('en-US'));
    expect(await page.locator('.chart').count()).toBe(1);
    await expect.poll(drawn).toBe(1);
  });
}

/** The charts in the window, and whether each is drawn. */
function shownCharts(): Promise<{ title: string; isDrawn: boolean }[]> {
  return page.locator('.chart').evaluateAll((charts) =>
    charts
      .filter((chart) => {
        const { top, bottom } = chart.getBoundingClientRect();
        return bottom > 0 && top < innerHeight;
      })
      .map((chart) => ({
        title: chart.querySelector('.chart-title')!.textContent!,
        isDrawn: chart.querySelector('canvas') !== null,
      })),
  );
}

test('a run with more metrics than have series says so, and has no chart of what would be gone after a reload', async () => {
  // Texts are metrics too, and need no charts.
  const row = (prefix: string, size: number, value: unknown) =>
    Object.fromEntries(Array.from({ length: size }, (_, index) => [`${prefix}${index}`, value])) as Row;
  await rows([{ ...row('text', 9_989, 'said'), loss: 1 }]);
  await open();
  await shown('.chart-readout').toBe('1');
  expect(await page.locator('.full-note').count()).toBe(0);
  await runs.stream(project, 'r', {
    'wandb-history.jsonl': { offset: 1, content: [JSON.stringify(row('late', 50, 5))] },
  });
  await page.reload();
  await shown('.full-note').toContain('as many metrics as the server draws: 10,000');
  await shown('.group-count').toBe('11 charts');
  await runs.stream(project, 'r', { 'wandb-history.jsonl': { offset: 2, content: ['{"late44":7,"loss":7}'] } });
  await expect.poll(() => page.locator('.chart-readout').first().textContent()).toBe('7');
  await shown('.group-count').toBe('11 charts');
});

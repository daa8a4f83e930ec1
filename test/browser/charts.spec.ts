import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Row } from '../../src/wire/index';
import type { Watched } from '../support/browser';
import { PlayedRuns } from '../support/played-runs';

/** What charts and tables tell those who look at them. */
let runs: PlayedRuns;
let watched: Watched;
let page: Page;
let count = 0;
let project: string;
beforeAll(async () => {
  runs = await PlayedRuns.open();
});
afterAll(() => runs.close());
beforeEach(async () => {
  project = `p${++count}`;
  watched = await runs.openPage({ viewport: { width: 1000, height: 800 }, colorScheme: 'light' });
  page = watched.page;
  // What is written on a canvas is not a string of the page.
  await page.addInitScript(() => {
    const context = CanvasRenderingContext2D.prototype;
    const write: unknown = Object.getOwnPropertyDescriptor(context, 'fillText')?.value;
    context.fillText = new Proxy(write as typeof context.fillText, {
      apply(target, self, args: Parameters<typeof context.fillText>) {
        (window.written ??= []).push(args[0]);
        Reflect.apply(target, self, args);
      },
    });
  });
});
afterEach(async () => {
  await page.context().close();
  watched.assertQuiet();
});

declare global {
  interface Window {
    written?: string[];
  }
}

const shown = (selector: string) =>
  expect.poll(async () => (await page.locator(selector).allTextContents()).join('\n'));
/** The labels of the axes since the last look, each once for each time that it was drawn. */
const labels = () => page.evaluate(() => window.written?.splice(0) ?? []);
const open = (path = '/runs/r') => page.goto(`${runs.server.url}/local/${project}${path}`);
const rows = (values: Row[]) => runs.log(project, 'r', values);
const plotOf = (metric: string) => page.locator(`.chart:has(.chart-title[title^="${metric}\\a "]) .plot`);

/**
 * In the middle of a chart (or at another part of its width), how many strokes of the line lie one above the other, and
 * how high they are in all.
 */
async function strokesIn(metric: string, part = 0.5): Promise<{ strokes: number; pixels: number }> {
  return plotOf(metric).evaluate((plot, share) => {
    const canvas = plot.querySelector('canvas')!;
    const over = plot.querySelector<HTMLElement>('.u-over')!;
    const ratio = devicePixelRatio;
    const left = Math.round((over.offsetLeft + over.clientWidth * share) * ratio);
    const top = Math.round(over.offsetTop * ratio);
    const height = Math.round(over.clientHeight * ratio);
    const { data } = canvas.getContext('2d')!.getImageData(left, top, 1, height);
    const isLine = (at: number) => data[at * 4 + 3]! > 60 && data[at * 4 + 2]! - data[at * 4]! > 60;
    let strokes = 0;
    let pixels = 0;
    for (let at = 0; at < height; at++) {
      if (!isLine(at)) continue;
      pixels++;
      if (at === 0 || !isLine(at - 1)) strokes++;
    }
    return { strokes, pixels };
  }, part);
}

it('of several values at one step all are drawn, and the last that was logged is the headline', async () => {
  await rows([0, 1, 2].flatMap((_step) => [0.1, 0.9, 0.5, 0.3].map((loss) => ({ _step, loss }))));
  await open();
  await shown('.chart-readout').toBe('0.3');
  // A stroke through all of them, not a flat line.
  await expect.poll(async () => (await strokesIn('loss')).pixels).toBeGreaterThan(60);
  await plotOf('loss').focus();
  await page.keyboard.press('Home');
  await shown('.chart-readout').toBe('step 0 0.3 last of 4, 0.1 to 0.9');
  await page.keyboard.press('ArrowRight');
  await shown('.chart-readout').toContain('step 1 0.3');
  // More of them come while somebody looks.
  await runs.stream(project, 'r', { 'wandb-history.jsonl': { offset: 12, content: ['{"_step":1,"loss":0.7}'] } });
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await shown('.chart-readout').toContain('step 1 0.7 last of 5');
});

it('over a metric that falls and rises the line goes as it was logged, with both branches, and the chart says so', async () => {
  const up = Array.from({ length: 21 }, (_, index) => ({ lr: index / 20, loss: 1 }));
  const down = Array.from({ length: 21 }, (_, index) => ({ lr: 1 - index / 20, loss: 0.25 }));
  await rows([...up, ...down].map((row, _step) => ({ _step, ...row })));
  await runs.upsert(project, 'r', {
    config: JSON.stringify({ _wandb: { value: { m: [{ 1: 'lr' }, { 1: 'loss', 5: 1 }] } } }),
  });
  await open();
  await shown('.chart-over').toBe('over lr, as logged');
  await expect.poll(() => strokesIn('loss', 0.52)).toMatchObject({ strokes: 2 });
  // The last, not that of the largest x.
  expect(await page.locator('.chart-readout').first().textContent()).toBe('0.25');
  await page.getByLabel('Smoothing').fill('0.3');
  await expect.poll(async () => (await strokesIn('loss', 0.52)).strokes).toBeGreaterThanOrEqual(2);
  // Over the step it is a line as any other.
  await page.locator('.segments').getByText('Step', { exact: true }).click();
  await shown('.chart-over').toBe('');
});

it('epochs that begin again are drawn again, in a run of more rows than a chart has pixels', async () => {
  const content = Array.from({ length: 20_000 }, (_, _step) => ({
    _step,
    epoch: (_step % 10_000) / 100,
    loss: _step < 10_000 ? 1 : 0.2,
  }));
  await rows(content);
  await open();
  await page.getByLabel('A metric as x-axis').selectOption('epoch');
  await expect.poll(() => strokesIn('loss', 0.31)).toMatchObject({ strokes: 3 });
  expect(await page.locator('.chart-readout').first().textContent()).toBe('0.2');
});

it('a row that comes late is put where it belongs, and is the headline all the same', async () => {
  await rows([0, 1, 2, 5].map((_step) => ({ _step, loss: _step })));
  await open();
  await shown('.chart-readout').toBe('5');
  await runs.stream(project, 'r', { 'wandb-history.jsonl': { offset: 4, content: ['{"_step":3,"loss":0.125}'] } });
  await shown('.chart-readout').toBe('0.125');
  await page.reload();
  await shown('.chart-readout').toBe('0.125');
});

it.each([
  ['close to each other', [5.54508, 5.54513, 5.54522], '5.54522'],
  ['close to one', [0.99902, 0.99936, 0.999459], '0.999459'],
  ['tiny', [1e-9, 2e-9, 3.25e-9], '3.25e-9'],
  ['huge', [1e21, 2e21, 3.5e21], '3.5e21'],
  ['beyond single precision', [1e38, 2e38, 3e38], '3e38'],
  ['negative', [-0.50001, -0.50002, -0.50004], '-0.50004'],
])('labels of an axis tell values %s apart, on both scales', async (_name, values, headline) => {
  await rows(values.map((loss, _step) => ({ _step, loss })));
  await open();
  await shown('.chart-readout').toBe(headline);
  const check = async () => {
    let last: string[] = [];
    await expect.poll(async () => (last = [...last, ...(await labels())]).length).toBeGreaterThan(3);
    const onY = [...new Set(last)].filter((label) => !/^[012](\.\d)?$/.test(label));
    expect(onY.length).toBeGreaterThanOrEqual(2);
    const numbers = onY.map((label) => Number(label.replaceAll(',', '')));
    expect(new Set(numbers).size).toBe(onY.length);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    for (const number of numbers) expect(Math.abs(number - least)).toBeLessThan((most - least) * 2);
  };
  await check();
  await labels();
  await page.getByLabel('Log scale').check();
  if (values[0]! > 0) {
    await check();
    // A line that rises is seen to rise.
    await expect.poll(async () => (await strokesIn('loss', 0.25)).strokes).toBeGreaterThan(0);
  } else await shown('.chart-marks').toBe('3 ≤ 0 (not on a log scale)');
});

it('a table writes values of a column so that they can be told apart, and none as a round number that it is not', async () => {
  for (const [name, loss] of [
    ['a', 0.999959],
    ['b', 0.999961],
    ['c', 0.99997],
  ] as const) {
    await runs.log(project, name, [{ _step: 0, loss }]);
  }
  await open('');
  await expect
    .poll(async () => (await page.locator('.table tbody td.cell-number:last-child').allTextContents()).toSorted())
    .toEqual(['0.999959', '0.999961', '0.99997']);
});

it('charts draw the runs that the table shows, say which, and whose choice it is', async () => {
  for (let index = 0; index < 14; index++) {
    const config = JSON.stringify({
      lr: { value: 0.1 / (index + 1) },
      batch_size: { value: 16 << (index % 3) },
      layers: { value: [index] },
    });
    const tags = index < 3 ? ['good'] : [];
    await runs.log(
      project,
      `run-${index}`,
      [0, 1].map((_step) => ({ _step, loss: index + _step / 10 })),
      { config, tags },
    );
  }
  await open('');
  await shown('.table thead .column-label').toBe('loss\nconfig batch_size\nconfig layers\nconfig lr');
  const note = () => expect.poll(async () => (await page.locator('.tools-note').innerText()).replace(/\s+/g, ' '));
  const inChart = async () => {
    await page.locator('.plot').focus();
    await page.keyboard.press('Home');
    return (await page.locator('.tip-name').allTextContents())
      .map((name) => Number(name.slice(4)))
      .toSorted((a, b) => a - b);
  };
  await expect.poll(() => page.locator('.tools-note select').inputValue()).toBe('6');
  await note().toContain('of 14 runs, newest first');
  await expect.poll(inChart).toEqual([8, 9, 10, 11, 12, 13]);

  await page.getByRole('searchbox', { name: 'Filter runs' }).fill('good');
  await note().toBe('All 3 runs in charts');
  await expect.poll(inChart).toEqual([0, 1, 2]);
  await page.getByRole('searchbox', { name: 'Filter runs' }).fill('');
  await page.getByRole('button', { name: 'loss', exact: true }).click();
  await page.getByRole('button', { name: 'loss', exact: true }).click();
  await note().toContain('of 14 runs, smallest loss first');
  await expect.poll(inChart).toEqual([0, 1, 2, 3, 4, 5]);
  await page.locator('.tools-note select').selectOption('12');
  await expect.poll(async () => await page.locator('.plot').getAttribute('aria-label')).toContain('of 12 runs');

  // Whoever ticks has chosen: neither order nor number changes that, and the filter only leaves out.
  await page.getByLabel('Show all of these runs in charts').check();
  await note().toContain('14 ticked runs in charts');
  await page.getByLabel('Show all of these runs in charts').uncheck();
  await shown('.compare').toContain('No run is ticked');
  await page.getByLabel('Show run-4 in charts').check();
  await page.getByLabel('Show run-1 in charts').check();
  await expect.poll(inChart).toEqual([1, 4]);
  await page.getByRole('searchbox', { name: 'Filter runs' }).fill('good');
  await note().toContain('1 ticked run in charts, 1 more left out by the filter');
  await expect.poll(async () => await page.locator('.plot').getAttribute('aria-label')).toMatch(/^loss, /);
  await page.getByRole('searchbox', { name: 'Filter runs' }).fill('run-9');
  await shown('.compare').toContain('No ticked run matches the filter');
  await page.getByRole('searchbox', { name: 'Filter runs' }).fill('');
  await page.getByRole('button', { name: 'Draw the first 12' }).click();
  await note().toContain('of 14 runs, smallest loss first');
});

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from '../../support/fixtures';
import { logMedia, type Spoor } from './logged';
import { openTab } from './shown';

/** Clicks, and returns the file that is saved. */
async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('text shows what has changed since the step before, and is saved', async ({ stage }) => {
  const page = await stage.openPage();
  const { id } = await logMedia(stage, page, () => {
    window.run.log({ 'val/said': 'the cat sat\non the <b>mat</b>' });
    return { 'val/said': 'the dog sat\non the <b>mat</b> again' };
  });
  await page.evaluate(async () => {
    window.run.log({ 'val/said': 'the dog sat\non the <b>mat</b> again' });
    await window.run.synced();
  });
  const { page: dashboard, misdeeds } = await openTab(stage, id, 'text');
  const card = dashboard.getByRole('region', { name: 'val/said' });
  const text = card.locator('.text-value');
  await expect(text).toHaveText('the dog sat\non the <b>mat</b> again');
  await card.getByLabel('Changes since the step before').check();
  await expect(card).toContainText('Nothing has changed since the step before.');
  // After a click into a card the arrow keys go through its steps.
  await card.locator('.card-title').click();
  await dashboard.keyboard.press('ArrowLeft');
  await expect(card).toContainText('Since the step before: 2 words added, 1 word removed.');
  await expect(text.locator('ins')).toHaveText(['dog', /again/]);
  await expect(text.locator('del')).toHaveText(['cat']);
  await dashboard.keyboard.press('ArrowLeft');
  await expect(card).toContainText('This is the first text.');
  await expect(text).toHaveText('the cat sat\non the <b>mat</b>');
  await dashboard.keyboard.press('ArrowLeft');
  await expect(card.locator('output')).toContainText('1 of 3');
  const file = await saved(dashboard, () => card.getByRole('button', { name: 'Download' }).click());
  expect(file).toEqual({ name: 'val_said-0.txt', bytes: Buffer.from('the cat sat\non the <b>mat</b>') });

  // The choice outlives the page.
  await dashboard.reload();
  await expect(card).toContainText('Nothing has changed since the step before.');
  // Keys by which text scrolls are left to it.
  await text.focus();
  await dashboard.keyboard.press('ArrowLeft');
  await expect(card.locator('output')).toContainText('3 of 3');
  expect(await misdeeds()).toEqual([]);
});

test('histograms are a heat map or ridges, say what is pointed at, and are saved', async ({ stage }) => {
  const page = await stage.openPage();
  const { id } = await logMedia(stage, page, ({ Histogram }) => {
    for (let step = 0; step < 3; step++)
      window.run.log({ w: new Histogram({ counts: [1, 2 + step, 1], edges: [0, 1, 2, 3] }) });
    return { w: new Histogram({ counts: [0, 0, 40], edges: [0, 1, 2, 3] }), v: new Histogram([1, 2, 2]) };
  });
  const { page: dashboard, misdeeds } = await openTab(stage, id, 'histograms');
  const card = dashboard.getByRole('region', { name: 'w', exact: true });
  const said = card.locator('.histogram-said');
  await expect(said).toContainText('step 3 · 40 values · mean ≈ 2.5');
  const picture = () => card.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const heat = await picture();
  const box = (await card.locator('.heat-box').boundingBox())!;
  const point = (x: number, y: number) =>
    card.locator('.heat-box').hover({ position: { x: box.width * x, y: box.height * y } });
  await point(0.3, 0.5);
  await expect(said).toHaveText('step 1 · 1 to 2: 3');
  await point(0.9, 0.9);
  await expect(said).toHaveText('step 3 · 0 to 1: 0');

  await card.getByText('Ridgeline').click();
  await expect(card.getByLabel('Ridgeline')).toBeChecked();
  // One choice for all cards of the page, and for the next visit.
  await expect(dashboard.getByRole('region', { name: 'v', exact: true }).getByLabel('Ridgeline')).toBeChecked();
  await expect.poll(picture).not.toBe(heat);
  const ridges = (await card.locator('.heat-box').boundingBox())!;
  await card.locator('.heat-box').hover({ position: { x: ridges.width * 0.5, y: ridges.height * 0.98 } });
  await expect(said).toHaveText('step 3 · 1 to 2: 0');
  await card.locator('.heat-box').click({ position: { x: ridges.width * 0.1, y: ridges.height * 0.25 } });
  await expect(said).toHaveText('step 0 · 0 to 1: 1');
  await expect(card.locator('output')).toContainText('1 of 4');
  await dashboard.reload();
  await expect(card.getByLabel('Ridgeline')).toBeChecked();

  const file = await saved(dashboard, () => card.getByRole('button', { name: 'CSV' }).click());
  expect(file.name).toBe('w.csv');
  const lines = String(file.bytes).trim().split('\r\n');
  expect([lines[0], lines[5], lines.at(-1), lines.length]).toEqual(['step,from,to,count', '1,1,2,3', '3,2,3,40', 13]);
  expect(await misdeeds()).toEqual([]);
});

test('images are as large as one wants, are saved as stored, and take the whole screen', async ({ stage }) => {
  const page = await stage.openPage();
  const logged = await logMedia(stage, page, ({ Image }) => {
    const draw = (color: string) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [28, 14];
      const context = canvas.getContext('2d')!;
      context.fillStyle = color;
      context.fillRect(0, 0, 28, 14);
      return canvas;
    };
    window.run.log({ digit: new Image(draw('red')) });
    return { digit: new Image(draw('blue')) };
  });
  const { page: dashboard, misdeeds } = await openTab(stage, logged.id, 'images');
  const card = dashboard.getByRole('region', { name: 'digit' });
  const widthOf = async () => Math.round((await card.locator('img').boundingBox())!.width);
  await expect.poll(widthOf).toBe(112);
  await card.getByLabel('Size of the images of digit').selectOption('256 px');
  await expect.poll(widthOf).toBe(252);

  await card.getByText('step 1').click();
  await dashboard.keyboard.press('ArrowLeft');
  await expect(card.locator('output')).toContainText('1 of 2');
  await card.locator('img').hover();
  const { name, bytes } = await saved(dashboard, () => card.getByRole('link', { name: 'Download' }).click());
  expect(name).toMatch(/^digit_0_[0-9a-f]{20}\.png$/);
  expect(bytes.equals(await logged.file(`media/images/${name}`))).toBe(true);

  const button = card.getByRole('button', { name: 'Full screen', exact: true });
  await button.focus();
  await dashboard.keyboard.press('Enter');
  await expect(card.getByRole('button', { name: 'Leave full screen' })).toBeFocused();
  await expect.poll(widthOf).toBeGreaterThan(600);
  await dashboard.keyboard.press('ArrowRight');
  await expect(card.locator('output')).toContainText('2 of 2');
  await dashboard.evaluate(() => document.exitFullscreen());
  await expect(button).toBeFocused();
  await expect.poll(widthOf).toBe(252);
  expect(await misdeeds()).toEqual([]);
});

/** Logs rows of each kind up to a step to a run of its own, and leaves it open. */
async function logRun(page: Page, name: string, last: number): Promise<string> {
  await page.addScriptTag({ path: 'dist/spoor.media.iife.js' });
  return page.evaluate(
    async ([name, last]) => {
      const { init, Image, Histogram, Html, Table, plot } = window.spoor as unknown as Spoor;
      window.run = await init({ project: 'side', name });
      for (let step = 0; step <= last; step++) {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [28, 28];
        const context = canvas.getContext('2d')!;
        context.fillStyle = `hsl(${step * 60} 60% 50%)`;
        context.fillRect(4, 4, 20, 20);
        const values = Array.from({ length: 200 }, (_, i) => Math.sin(i * 1.7) * (1 + step) + last);
        const table = new Table({
          columns: ['x', 'y'],
          data: [0, 1, 2].map((x) => [x, x * step + last]),
        });
        window.run.log({
          image: new Image(canvas, { caption: `image ${step} of ${name}` }),
          said: `text ${step} of ${name}`,
          weights: new Histogram(values),
          report: new Html(`<p>report ${step} of ${name}</p>`),
          rows: table,
          line: plot.line(table, 'x', 'y'),
          ...(step >= 3 - last ? { late: `late ${step} of ${name}` } : {}),
          ...(name === 'long' ? { alone: 'only here' } : {}),
        });
      }
      await window.run.synced();
      return window.run.id;
    },
    [name, last] as const,
  );
}

test('media of the ticked runs stand side by side, at one step', async ({ stage }) => {
  const page = await stage.openPage();
  const long = await logRun(page, 'long', 3);
  await logRun(await stage.openPage(), 'short', 2);
  await logRun(await stage.openPage(), 'other', 0);

  for (const colorScheme of ['light', 'dark'] as const) {
    const options = { project: 'side', colorScheme, viewport: { width: 1200, height: 700 } };
    const { page: dashboard, misdeeds } = await openTab(stage, long, 'charts', options);
    const asked: string[] = [];
    dashboard.on('request', (request) => asked.push(decodeURIComponent(request.url())));
    const has = (text: string) => asked.some((url) => url.includes(text));
    await dashboard.goto(`${stage.server.url}/local/side`);
    await expect(dashboard.getByText('All 3 runs in charts')).toBeVisible();
    // The page of the run, which was open before, has asked too.
    asked.length = 0;
    await dashboard.getByLabel('Show other in charts').uncheck();
    await expect(dashboard.getByText('2 ticked runs in charts')).toBeVisible();
    // Nothing of it is fetched until somebody wants to see it.
    expect([has('/keys?'), has('/rows?')]).toEqual([false, false]);
    await dashboard.getByRole('tab', { name: 'Media' }).click();
    await expect(dashboard).toHaveURL(/\?compare=media$/);

    const groupOf = (metric: string) =>
      dashboard.locator('details.group', {
        has: dashboard.getByRole('heading', { name: metric, exact: true, level: 2 }),
      });
    const cardOf = (metric: string, run: string) =>
      dashboard.getByRole('region', { name: `${metric} of ${run}`, exact: true });
    await expect(cardOf('weights', 'long').locator('canvas')).toBeVisible();
    await expect(dashboard.locator('details.group h2')).toHaveText([
      'weights',
      'image',
      'line_table',
      'rows',
      'late',
      'said',
      'report',
      'line',
      'alone',
    ]);
    expect([has('key=weights'), has('key=report'), has('key=said')]).toEqual([true, false, false]);

    const said = groupOf('said');
    await said.scrollIntoViewIfNeeded();
    const texts = () => said.locator('.text-value').allInnerTexts();
    await expect.poll(texts).toEqual(['text 2 of short', 'text 3 of long']);
    await said.getByRole('slider', { name: 'Step of said' }).fill('1');
    await expect.poll(texts).toEqual(['text 1 of short', 'text 1 of long']);
    await said.getByRole('button', { name: 'Previous step of said' }).click();
    await expect.poll(texts).toEqual(['text 0 of short', 'text 0 of long']);
    await expect(said.getByRole('link', { name: 'long' })).toHaveAttribute('href', `/local/side/runs/${long}`);
    // What a run has not logged at the step is what it had before, and the card says of which step it is.
    await said.getByRole('slider').fill('3');
    await expect(cardOf('said', 'short')).toContainText('step 2');

    await groupOf('late').getByRole('slider').fill('0');
    await expect(cardOf('late', 'long')).toContainText('late 0 of long');
    await expect(cardOf('late', 'short')).toContainText('It has no text up to this step.');

    // The whole screen is for one of them, and its slider comes along.
    await cardOf('said', 'long').getByRole('button', { name: 'Full screen' }).click();
    await cardOf('said', 'long').getByRole('slider').fill('2');
    await expect(cardOf('said', 'long').locator('.text-value')).toHaveText('text 2 of long');
    await cardOf('said', 'long').getByRole('button', { name: 'Leave full screen' }).click();
    await expect.poll(texts).toEqual(['text 2 of short', 'text 2 of long']);

    const image = groupOf('image');
    await image.scrollIntoViewIfNeeded();
    await expect(image.locator('figcaption')).toHaveText(['image 2 of short', 'image 3 of long']);
    await image.getByRole('slider').fill('0');
    await expect(image.locator('figcaption')).toHaveText(['image 0 of short', 'image 0 of long']);
    await groupOf('rows').scrollIntoViewIfNeeded();
    await expect(cardOf('rows', 'short').locator('.data-row')).toHaveText([/2$/, /4$/, /6$/]);
    await groupOf('report').scrollIntoViewIfNeeded();
    await expect(cardOf('report', 'long').frameLocator('iframe').locator('p')).toHaveText('report 3 of long');
    await groupOf('line').scrollIntoViewIfNeeded();
    await expect(groupOf('line').locator('.plot-box svg')).toHaveCount(2);
    await expect(cardOf('image', 'short')).toContainText('step 0 · 1 image · 28 × 28');
    await dashboard.screenshot({ path: `test-results/side-by-side-${colorScheme}.png`, fullPage: true });
    expect(await misdeeds()).toEqual([]);
    await dashboard.context().close();
  }

  // On a phone they stand below each other, and what is logged meanwhile comes in.
  const { page: phone, misdeeds } = await openTab(stage, long, 'charts', {
    project: 'side',
    viewport: { width: 390, height: 800 },
  });
  await phone.goto(`${stage.server.url}/local/side?compare=media`);
  await phone.getByLabel('Filter media').fill('said');
  const cards = phone.locator('.side-by-side .card');
  await expect(cards).toHaveCount(3);
  const places = await cards.evaluateAll((all) => all.map((card) => card.getBoundingClientRect().left));
  expect(new Set(places).size).toBe(1);
  const { scrollWidth, clientWidth } = await phone.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(scrollWidth).toBe(clientWidth);
  await phone.locator('.live-live').waitFor();
  await page.evaluate(() => {
    window.run.log({ said: 'news', 'later said': 'a metric that is new' });
  });
  await expect(phone.getByRole('region', { name: 'said of long', exact: true }).locator('.text-value')).toHaveText(
    'news',
  );
  await expect(phone.getByRole('region', { name: 'later said of long' })).toContainText('a metric that is new');
  await phone.getByLabel('Filter media').fill('nothing like it');
  await expect(phone.getByText('No metric has this in its name')).toBeVisible();
  expect(await misdeeds()).toEqual([]);
});

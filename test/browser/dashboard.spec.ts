import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { fileStreamPath, type FileStreamRequest, basicAuthorization } from '../../src/wire/index';
import { launchChromium } from '../support/browser';
import { spawnServer, type SpawnedServer } from '../support/server';

/** What a run's page shows as it happens; the run is played by requests of W&B's protocol. */
let data: string;
let server: SpawnedServer;
let browser: Browser;
let page: Page;
let run: string;
let count = 0;
const broken: string[] = [];

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'spoor-dashboard-'));
  server = await spawnServer({ data });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
});
beforeEach(async () => {
  run = `r${++count}`;
  await upsert({});
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  page = await context.newPage();
  page.on('pageerror', (error) => broken.push(String(error)));
  await page.goto(server.loginUrl);
});
afterEach(async () => {
  await page.context().close();
  expect(broken).toEqual([]);
});

async function post(path: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: basicAuthorization(server.key) };
  const response = await fetch(`${server.url}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok || text.includes('"errors"')) throw new Error(`${path}: ${text}`);
}
const mutate = (field: string, type: string, answer: string, input: object) =>
  post('graphql', {
    query: `mutation($input: ${type}!) { ${field}(input: $input) { ${answer} } }`,
    variables: { input },
  });
const upsert = (fields: object) =>
  mutate('upsertBucket', 'UpsertBucketInput', 'inserted', { name: run, modelName: 'p', ...fields });
const alert = (severity: string, title: string) =>
  mutate('notifyScriptableRunAlert', 'NotifyScriptableRunAlertInput', 'success', {
    entityName: 'local',
    projectName: 'p',
    runName: run,
    severity,
    title,
    text: 'it said',
  });
const stream = (files: FileStreamRequest['files']) => post(fileStreamPath('local', 'p', run), { files });
const print = (offset: number, content: string[]) => stream({ 'output.log': { offset, content } });
const open = (tab = '') => page.goto(`${server.url}/local/p/runs/${run}${tab && `?tab=${tab}`}`);
const shown = (selector: string) =>
  expect.poll(async () => (await page.locator(selector).allTextContents()).join('\n'));

it('console: says how to turn it on, then shows lines as they come, written anew and errors too', async () => {
  await open('console');
  await shown('.notice').toContain('console: true');
  await print(0, ['2026-11-24T05:43:29 10 %', 'ERROR 2026-11-24T05:43:30 \u001b[31mout of memory\u001b[0m']);
  await shown('.console').toContain('10 %');
  await shown('.console-error').toMatch(/Error: out of memory$/);
  await print(0, ['2026-11-24T05:43:29 100 %']);
  await shown('.console').toContain('100 %');
});

it('console: 100,000 lines, with the end in view until somebody scrolls away', async () => {
  for (let offset = 0; offset < 100_000; offset += 10_000) {
    await print(
      offset,
      Array.from(
        { length: 10_000 },
        (_, index) => `${(offset + index) % 1000 === 7 ? 'ERROR ' : ''}2026-11-24T05:43:29 line ${offset + index}.`,
      ),
    );
  }
  await open('console');
  await shown('.console').toContain('line 99999.');
  expect(await page.locator('.console-line').count()).toBeLessThan(150);
  await page.locator('.console').press('Home');
  await shown('.console').toContain('line 0.');
  expect(await page.getByLabel('Follow').isChecked()).toBe(false);
  await print(100_000, ['the last']);
  await shown('.tools-note').toBe('100,001 lines');
  expect(await page.locator('.console').evaluate((box) => box.scrollTop)).toBe(0);
  await page.getByLabel('Follow').check();
  await shown('.console').toContain('the last');

  await page.keyboard.press('/');
  await page.keyboard.type('LINE 54321.');
  await shown('.tools-note').toBe('1 of 100,001 lines');
  await shown('.console mark').toBe('line 54321.');
  await page.keyboard.press('Escape');
  await page.getByLabel('Errors only').check();
  await shown('.tools-note').toBe('100 of 100,001 lines');
  await page.getByRole('button', { name: 'Copy' }).click();
  await shown('.tools-note').toBe('Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.trim().split('\n')).toEqual(Array.from({ length: 100 }, (_, index) => `line ${index * 1000 + 7}.`));
  await page.getByLabel('Errors only').uncheck();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download', exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`${run}.log`);
  expect(readFileSync(await file.path(), 'utf8').split('\n')).toHaveLength(100_002);
});

it('system: charts of the samples, which grow', async () => {
  const sample = (index: number) =>
    JSON.stringify({ _wandb: true, _runtime: index * 15, 'system.cpu': index, 'system.gpu.0.temp': 40 + index });
  await open('system');
  await shown('.notice').toContain('No system metrics');
  await stream({ 'wandb-events.jsonl': { offset: 0, content: [0, 1].map(sample) } });
  await shown('.chart-readout').toBe('1\n41');
  await stream({ 'wandb-events.jsonl': { offset: 2, content: [2, 3].map(sample) } });
  await shown('.chart-readout').toBe('3\n43');
  // Samples are not rows.
  await page.getByRole('tab', { name: 'Charts' }).click();
  await shown('.notice').toContain('No numbers logged yet');
});

it('alerts: pointed out on the page and in the list until they are read', async () => {
  await open();
  await page.waitForSelector('.live-live');
  await alert('INFO', 'Quiet');
  await alert('WARN', 'Slow');
  await shown('.alert-banner').toContain('Warning: Slow');
  await page.goto(`${server.url}/local/p`);
  await page.getByRole('link', { name: '1 alert' }).click();
  await shown('.timeline').toContain('Alert: Slow');
  await shown('.alert-banner').toBe('');
  await page.goto(`${server.url}/local/p`);
  await page.waitForSelector('.table');
  expect(await page.getByRole('link', { name: 'alert' }).count()).toBe(0);
  await alert('ERROR', 'NaN');
  await shown('.table .tag').toBe('! 2 alerts');
});

it('charts: over the step metric that the run defines, in whichever order that comes; hidden ones wait', async () => {
  await open();
  await stream({
    'wandb-history.jsonl': {
      offset: 0,
      content: [0, 1, 2].map((epoch) => JSON.stringify({ _step: epoch * 10, epoch, 'val/loss': 3 - epoch, noise: 1 })),
    },
    'wandb-summary.json': { offset: 0, content: ['{"_step":20,"epoch":2,"val/loss":{"min":1},"noise":1}'] },
  });
  await shown('.chart-title').toBe('loss\nnoise\nepoch');
  await shown('.chart-over').toBe('');
  const m = [{ 1: 'epoch' }, { 1: 'val/loss', 5: 1, 6: [1, 3], 7: [1], 8: 1 }, { 1: 'noise', 6: [2, 3] }];
  await upsert({ config: JSON.stringify({ _wandb: { value: { m } } }) });
  await shown('.chart-title').toBe('loss↓(less is better)\nepoch');
  await shown('.chart-over').toBe('over epoch');
  await page.getByLabel('1 hidden chart').check();
  await shown('.chart-title').toContain('noise');
  await page.locator('.segments').getByText('Step', { exact: true }).click();
  await shown('.chart-over').toBe('');
  await page.getByLabel('A metric as x-axis').selectOption('noise');
  await shown('.chart-over').toBe('over noise\nover noise');

  // The list has the smallest loss in a column, and the chart of all of it.
  await page.goto(`${server.url}/local/p`);
  await shown('.table thead').toContain('val/loss.min');
  await shown('.chart-title').toContain('loss↓');
});

it('charts: the crosshair reads only the runs that have come as far', async () => {
  const project = 'crosshair';
  const log = async (name: string, rows: number) => {
    await mutate('upsertBucket', 'UpsertBucketInput', 'inserted', { name, displayName: name, modelName: project });
    const content = Array.from({ length: rows }, (_, step) => JSON.stringify({ _step: step, loss: 1 / (step + 1) }));
    await post(fileStreamPath('local', project, name), {
      files: {
        'wandb-history.jsonl': { offset: 0, content },
        'wandb-summary.json': { offset: 0, content: ['{"loss":0}'] },
      },
    });
  };
  await log('long', 100);
  await log('short', 30);
  await page.goto(`${server.url}/local/${project}`);
  await page.locator('.plot').focus();
  await page.keyboard.press('Home');
  await shown('.tip-name').toMatch(/^(long\nshort|short\nlong)$/);
  await page.keyboard.press('End');
  await shown('.tip-name').toBe('long');
});

it('tables: a shadow as long as there is more to the right', async () => {
  const summary = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`a/metric/with/a/rather/long/name/${index}`, index]),
  );
  await stream({ 'wandb-summary.json': { offset: 0, content: [JSON.stringify(summary)] } });
  await page.goto(`${server.url}/local/p`);
  await expect.poll(() => page.locator('.has-more').count()).toBe(1);
  await page.locator('.table-box').evaluate((box) => box.scrollTo({ left: box.scrollWidth }));
  await expect.poll(() => page.locator('.has-more').count()).toBe(0);
});

it('copies also where there is no clipboard, as over plain http', async () => {
  await upsert({ config: JSON.stringify({ lr: { value: 0.25 } }) });
  await open('config');
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }));
  await page.getByRole('button', { name: 'Copy as JSON' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(
    await page.evaluate(() =>
      Clipboard.prototype.readText.call(Reflect.get(Navigator.prototype, 'clipboard', navigator)),
    ),
  ).toBe('{"lr":0.25}');
});

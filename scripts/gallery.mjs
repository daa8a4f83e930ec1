// `npm run demo:gallery`: logs one of every kind in a browser, and prints what was logged, stored equal and shown.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from 'commander';
import { chromium } from 'playwright-core';
import { findOrInstallChromium, LAUNCH_FLAGS } from './browser.mjs';
import { ensureBuilt } from './built.mjs';
import { load } from './demo-server.mjs';

const PROJECT = 'gallery';
const { pictures } = program
  .name('npm run demo:gallery --')
  .option('--pictures <folder>', 'where a picture of each tab goes, in light and in dark')
  .parse()
  .opts();

const executablePath = findOrInstallChromium();
ensureBuilt();
const { startServer } = await import('../dist/server.js');
const { readStored } = await load('test/support/oracle.ts');
const data = mkdtempSync(join(tmpdir(), 'spoor-gallery-'));
const server = await startServer({ port: 0, data, app: 'demo/dist' });
const browser = await chromium.launch({ executablePath, args: LAUNCH_FLAGS });
let isGood = false;
try {
  isGood = await showAll();
} finally {
  await browser.close();
  await server.close();
  rmSync(data, { recursive: true, force: true });
}
process.exit(isGood ? 0 : 1);

/** Logs, compares and looks. False when something is not as it was logged, or is not shown. */
async function showAll() {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`${server.url}/app/gallery.html`);
  await page.waitForFunction(() => window.gallery?.state !== 'logging', null, { timeout: 120_000 });
  const { state, runId, exhibits, steps, dropped } = await page.evaluate(() => window.gallery);
  if (state !== 'delivered') throw new Error(await page.locator('#state').innerText());
  const { lines, config } = readStored(data, PROJECT, runId);
  const rows = lines.map(({ text }) => JSON.parse(text));
  const run = `/local/${PROJECT}/runs/${runId}`;
  const table = [];
  for (const { kind, key, storedAt } of exhibits) {
    const values = rows.flatMap((row) => (storedAt in row ? [row[storedAt]] : []));
    const differences = [];
    for (const [step, value] of values.entries()) {
      const files = Object.fromEntries(
        await Promise.all(pathsIn(value).map(async (path) => [path, await read(run, path)])),
      );
      const stored = { key, step, value, files, config };
      const difference = await page.evaluate((given) => window.gallery.compare(given), stored);
      if (difference) differences.push(`step ${step}: ${difference}`);
    }
    table.push({ kind, key, logged: steps, stored: values.length - differences.length });
    for (const difference of differences) console.error(`${kind} “${key}”: ${difference}`);
  }
  await page.close();
  for (const tab of new Set(exhibits.map(({ shown }) => shown.tab))) {
    const inTab = exhibits.filter(({ shown }) => shown.tab === tab);
    const shown = await lookAt(run, tab, inTab);
    for (const row of table) if (shown.has(row.key)) row.shown = shown.get(row.key);
  }
  if (pictures) console.log(`The pictures are in ${pictures}.`);
  const line = (...cells) => console.log(cells.map((cell, i) => String(cell).padEnd(i === 0 ? 24 : 14)).join(''));
  line('kind', 'logged', 'stored equal', 'shown');
  for (const { kind, logged, stored, shown } of table) line(kind, logged, stored, shown ? 'yes' : 'NO');
  if (Object.keys(dropped).length > 0) console.error(`Spoor dropped values: ${JSON.stringify(dropped)}.`);
  return Object.keys(dropped).length === 0 && table.every(({ logged, stored, shown }) => shown && stored === logged);
}

/** The paths of files in the JSON of a value, also of those within lists. */
function pathsIn(json) {
  if (typeof json !== 'object' || json === null)
    return typeof json === 'string' && json.startsWith('media/') ? [json] : [];
  return Object.values(json).flatMap(pathsIn);
}

/** A file of the run, as whoever has the key gets it, in base64. */
async function read(run, path) {
  const [, entity, project, , id] = run.split('/');
  const address = `${server.url}/files/${entity}/${project}/${id}/${path.split('/').map(encodeURIComponent).join('/')}`;
  const response = await fetch(address, { headers: { Authorization: `Bearer ${server.key}` } });
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return Buffer.from(await response.arrayBuffer()).toString('base64');
}

/** Opens a tab, in light and in dark, and tells of each exhibit in it whether it is shown. */
async function lookAt(run, tab, exhibits) {
  const shown = new Map(exhibits.map(({ key }) => [key, true]));
  for (const colorScheme of ['light', 'dark']) {
    const viewport = { width: 1280, height: 1000 };
    const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
    const faults = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(server.loginUrl);
    await page.goto(`${server.url}${run}?tab=${tab}`);
    await page.locator('#tab-panel .card, #tab-panel .chart').first().waitFor();
    await fit(page);
    for (const { key, shown: place } of exhibits) {
      const card = page.locator('.card, .chart', { has: page.locator(`[title^=${JSON.stringify(key)}]`) });
      const isDrawn = await card
        .locator(place.selector)
        .first()
        .waitFor({ timeout: 30_000 })
        .then(
          () => true,
          () => false,
        );
      if (!isDrawn) shown.set(key, false);
    }
    await fit(page);
    if (pictures) await takePicture(page, join(pictures, `${tab}-${colorScheme}.png`));
    await page.close();
    for (const fault of faults) console.error(`The tab “${tab}” in ${colorScheme}: ${fault}`);
    if (faults.length > 0) for (const { key } of exhibits) shown.set(key, false);
  }
  return shown;
}

/** Makes the window as high as the page: what is not in view is not drawn. */
async function fit(page) {
  const heightOf = () => page.evaluate(() => document.documentElement.scrollHeight);
  do {
    await page.setViewportSize({ width: page.viewportSize().width, height: await heightOf() });
    // What comes makes the page longer, and what is below it unseen again: then the window is fitted anew.
    await page.waitForFunction(
      () => document.querySelector('.unseen') === null || document.documentElement.scrollHeight > innerHeight,
    );
  } while ((await heightOf()) > page.viewportSize().height);
}

async function takePicture(page, path) {
  mkdirSync(pictures, { recursive: true });
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path, fullPage: true });
}

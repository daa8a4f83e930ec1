// Writes the pictures of the dashboard for the README: `node scripts/screenshots.mjs [folder]`; the default folder is
// docs. It needs a build (`npm run build`) and Chromium; CHROMIUM says where, should it not be at /usr/bin/chromium.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { PROJECT, sendSampleRuns } from './sample-runs.mjs';

const { startServer } = await import('../dist/server.js');
const folder = resolve(process.argv[2] ?? 'docs');
const data = mkdtempSync(join(tmpdir(), 'spoor-screenshots-'));
mkdirSync(folder, { recursive: true });

let ahead = 0;
const server = await startServer({ port: 0, data, now: () => Date.now() + ahead });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
});

/** Opens a page of the dashboard, waits until it is drawn, and writes what is seen. */
async function shoot(name, path, { dark = false, settings } = {}) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 820 },
    deviceScaleFactor: 2,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  if (settings)
    await page.addInitScript((kept) => localStorage.setItem('spoor:charts', kept), JSON.stringify(settings));
  await page.goto(server.loginUrl);
  await page.goto(`${server.url}${path}`);
  await page.waitForSelector('.uplot, .heat, .picture, .console-line');
  await page.waitForSelector('.chart[aria-busy=true]', { state: 'detached' });
  // Images are decoded and canvases drawn a frame or two later.
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
  console.log(join(folder, `${name}.png`));
}

try {
  await sendSampleRuns(server, (time) => (ahead = time - Date.now()));
  const run = `/local/${PROJECT}/runs/sample-5`;
  const settings = { axis: null, smoothing: 0.6, logarithmic: false };
  await shoot('runs', `/local/${PROJECT}`, { settings });
  await shoot('run-light', run, { settings });
  await shoot('run-dark', run, { settings, dark: true });
  await shoot('histograms', `${run}?tab=histograms`);
  await shoot('images', `${run}?tab=images`);
  await shoot('console', `/local/${PROJECT}/runs/sample-1?tab=console`, { dark: true });
  await shoot('system', `${run}?tab=system`);
} finally {
  await browser.close();
  await server.close();
  rmSync(data, { recursive: true, force: true });
}

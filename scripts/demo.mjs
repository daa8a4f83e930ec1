// `npm run demo`: trains in a browser without a window, cuts its network, reloads it, and checks that every row arrived
// once.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findOrInstallChromium, LAUNCH_FLAGS } from './browser.mjs';
import { ensureBuilt } from './built.mjs';
import { showProgress } from './demo-progress.mjs';
import { load, startDemoServer } from './demo-server.mjs';

const LEAST_ACCURACY = 0.95;
const DEADLINE_MS = 10 * 60_000;

const executablePath = findOrInstallChromium();
ensureBuilt();
const data = mkdtempSync(join(tmpdir(), 'spoor-demo-'));
const demo = await startDemoServer({ port: 0, demoPort: 0, data });
const browser = await chromium.launch({ executablePath, args: LAUNCH_FLAGS });

/** What the page says it logged, noted here as it says so. */
const logged = new Map();
/** @type {import('playwright-core').Page} */
const page = await browser.newPage();
page.on('pageerror', (error) => console.error(error));
page.on('crash', () => fail('The page crashed.'));
await page.exposeFunction('spoorDemoRow', (row) => void logged.set(row.id, row));

console.log(`Training in ${browser.browserType().name()} ${browser.version()} at ${demo.demoUrl}`);
await page.goto(demo.demoUrl);
const outcome = await watchTraining();
await browser.close();
await demo.close();
await report(outcome);

/**
 * Follows the training to its end: cuts the network for the middle third, and reloads the page in the middle of that.
 */
async function watchTraining() {
  const batches = await page.evaluate(() => window.demo.batches);
  const progress = showProgress(batches);
  const started = Date.now();
  // In mid-round, and no round near it logs pictures: those of a page's last moments may be lost, for last words have
  // no room for them.
  const midRound = await page.evaluate(() => window.demo.batchesPerRound / 2);
  const events = [
    { at: batches / 3, sentence: 'The network is cut.', act: () => page.getByRole('switch').click() },
    { at: batches / 2 + midRound, sentence: 'The page is reloaded, still without network.', act: () => page.reload() },
    { at: (batches * 2) / 3, sentence: 'The network is mended.', act: () => page.getByRole('switch').click() },
  ];
  for (;;) {
    const state = await page.evaluate(() => {
      const { stage, batch, loss, accuracy, run } = window.demo;
      return { stage, batch, loss, accuracy, status: run?.status() ?? null };
    });
    const { stage, batch, status } = state;
    if (stage === 'failed') return page.evaluate(() => window.demo.ended);
    if (status)
      progress.update({ ...state, note: `${status.acknowledged}/${status.logged} rows at the server, ${status.link}` });
    const next = events[0];
    if (next && batch >= next.at) {
      events.shift();
      await next.act();
      progress.tell(next.sentence);
    }
    if (stage === 'finished') break;
    if (Date.now() - started > DEADLINE_MS) fail(`After ten minutes the page is still "${stage}".`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  progress.stop();
  const end = await page.evaluate(() => window.demo.ended);
  const dropped = await page.evaluate(() => window.demo.run?.status().dropped ?? {});
  if (events.length > 0)
    fail('The training ended before the network was cut, the page reloaded and the network mended.');
  return { ...end, dropped, seconds: Math.round((Date.now() - started) / 1000) };
}

/** Compares what the page logged with what the server has on its disk, and says how it went. */
async function report({ testAccuracy, runId, runUrl, dropped, seconds }) {
  const { compareRows, isExact, readStored } = await load('test/support/oracle.ts');
  const stored = readStored(data, 'digits', runId) ?? { lines: [], files: [], state: 'unknown to the server' };
  const found = compareRows([...logged.values()], stored.lines, stored.files);
  const show = (name, value) => console.log(`${name.padEnd(22)}${value}`);
  const count = (value) => value.toLocaleString('en');
  console.log('');
  show('test accuracy', `${(testAccuracy * 100).toFixed(1)} %`);
  show('trained for', `${seconds} s`);
  show('rows logged', count(logged.size));
  show('rows at the server', count(stored.lines.length));
  show('rows lost', count(found.lost.length));
  show('rows doubled', count(found.doubled.length));
  show('rows altered', count(found.altered.length + found.unknown.length));
  show('line numbers missing', count(found.gaps.length));
  show(
    'images lost',
    `${count(found.missingFiles.length)} of ${count(stored.files.length + found.missingFiles.length)}`,
  );
  show('the run is', stored.state);
  show('run', runUrl?.replace(demo.proxy.url, demo.server.url) ?? '–');
  console.log(`To look at it: node dist/command.js serve --port ${demo.server.port} --data ${data}`);

  for (const kind of ['lost', 'altered', 'unknown', 'doubled']) {
    if (found[kind].length > 0) console.log(`${kind}: ${JSON.stringify(found[kind].slice(0, 3))}`);
  }
  if (Object.keys(dropped).length > 0) fail(`Spoor dropped values: ${JSON.stringify(dropped)}.`);
  if (logged.size === 0 || !isExact(found)) fail('The server does not hold exactly the rows that were logged.');
  if (stored.state !== 'finished') fail('The server does not know that the run is finished.');
  if (!(testAccuracy >= LEAST_ACCURACY)) fail(`The network reads fewer than ${LEAST_ACCURACY * 100} % of the digits.`);
  console.log('The server holds exactly the rows that were logged.');
  process.exit(0);
}

/** @param {string} sentence @returns {never} */
function fail(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

// What Spoor costs, each figure beside the raw limit of the same browser in the same run. `npm run bench [part …]`.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findOrInstallChromium, LAUNCH_FLAGS } from '../scripts/browser.mjs';
import { ensureBuilt } from '../scripts/built.mjs';
import { measureDelivery } from './delivery.mjs';
import { measureJournal } from './journal.mjs';
import { measureLog } from './log.mjs';
import { measureMedia } from './media.mjs';
import { measureSize } from './size.mjs';
import { measureTraining } from './training.mjs';

const PARTS = {
  log: measureLog,
  journal: measureJournal,
  delivery: measureDelivery,
  training: measureTraining,
  media: measureMedia,
  size: measureSize,
};
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
const unknown = chosen.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join(', ')}". The parts are ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}

ensureBuilt();
const { startServer } = await import('../dist/server.js');
const data = mkdtempSync(join(tmpdir(), 'spoor-bench-'));
const server = await startServer({ port: 0, data, app: fileURLToPath(new URL('pages', import.meta.url)) });
const browser = await chromium.launch({ executablePath: findOrInstallChromium(), args: LAUNCH_FLAGS });
try {
  console.log(`Chromium ${browser.version()}, headless, ${cpus().length} × ${cpus()[0].model.trim()}\n`);
  for (const part of chosen) {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server.url}/app/index.html`);
    for (const { title, rows } of await PARTS[part]({ page, server, data })) {
      console.log(title);
      for (const { name, figure, note = '' } of rows)
        console.log(`  ${name.padEnd(52)} ${figure.padStart(16)}  ${note}`);
      console.log();
    }
    await page.context().close();
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(data, { recursive: true, force: true });
}

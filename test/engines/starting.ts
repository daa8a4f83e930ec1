import { expect } from '@playwright/test';
import type { EnginePage } from '../support/engines';
import { logRows, openRun, rows } from '../support/stage';
import type { Site } from './site';
import type { Capabilities } from './suite';

export const STARTING: Capabilities = {
  'Script tag, worker inside the library': async (site) => {
    const page = await site.openPage();
    await expectDelivery(site, page, {}, { worker: 'inline', storage: 'indexeddb' });
    expect(await said(page)).toEqual([]);
  },

  "Worker from `workerUrl`, under `worker-src 'self'`": async (site) => {
    const page = await site.openPage('own-worker.html');
    await expectDelivery(site, page, { workerUrl: '/sdk/worker.js' }, { worker: 'url', storage: 'indexeddb' });
    expect(await said(page)).toEqual([]);
  },

  "No worker, under `worker-src 'none'`": async (site) => {
    const page = await site.openPage('no-worker.html');
    await expectDelivery(site, page, {}, { worker: 'page', storage: 'indexeddb' });
    expect(await said(page)).toEqual([expect.stringContaining('the worker (inline) was refused')]);
  },

  'Journal in memory, without IndexedDB': async (site) => {
    const page = await site.openPage('no-worker.html');
    await page.evaluate(() => void Object.defineProperty(window, 'indexedDB', { value: undefined }));
    await expectDelivery(site, page, {}, { worker: 'page', storage: 'memory' });
  },
};

/** Opens a run and has its rows delivered; the engine runs where it should. */
async function expectDelivery(
  site: Site,
  page: EnginePage,
  options: Record<string, unknown>,
  status: Record<string, string>,
): Promise<void> {
  await page.evaluate(() => {
    const lines: string[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => {
      lines.push(words.join(' '));
      warn(...words);
    };
    Object.assign(window, { said: lines });
  });
  const id = await openRun(page, options);
  expect(await page.evaluate(() => window.run.status())).toMatchObject({ ...status, dropped: {}, problem: null });
  await logRows(page, 0, 500);
  await page.evaluate(() => window.run.synced());
  expect(await page.evaluate(() => window.run.status())).toMatchObject({
    logged: 500,
    journaled: 500,
    acknowledged: 500,
    link: 'online',
  });
  await site.stage.expectStored(id, rows(0, 500));
}

/** What Spoor has said on the console. */
function said(page: EnginePage): Promise<string[]> {
  return page.evaluate(() =>
    (window as unknown as { said: string[] }).said.filter((line) => line.startsWith('spoor:')),
  );
}

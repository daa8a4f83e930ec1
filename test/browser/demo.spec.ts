import { resolve } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from '../support/fixtures';
import { ensureBuilt } from '../../scripts/built.mjs';
import { compareRows, type LoggedRow } from '../support/oracle';
import { serviceWorkerIsReady, ServiceWorkers } from '../support/service-worker';
import { Stage } from '../support/stage';

let stage: Stage;
let context: BrowserContext;
let workers: ServiceWorkers;
test.beforeAll(async () => {
  ensureBuilt();
  stage = await Stage.open({ app: resolve('demo/dist') });
  context = await stage.browser.newContext();
  workers = await ServiceWorkers.watch(context);
});
test.afterAll(() => stage.close());

async function openDemo(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(stage.pageUrl(''));
  return page;
}

const batchOf = (page: Page) => page.evaluate(() => window.demo.batch);

test.describe('the demo', () => {
  test('can be installed, and says so once it is kept on the device', async () => {
    const page = await openDemo();
    await serviceWorkerIsReady(page);
    await expect.poll(() => page.locator('#offline-note').isVisible()).toBe(true);
    const session = await context.newCDPSession(page);
    const { errors, url } = await session.send('Page.getAppManifest');
    expect({ errors, url }).toEqual({ errors: [], url: stage.pageUrl('manifest.webmanifest') });
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // What Playwright calls a context is a private window.
    expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);
    await page.close();
  });

  test('after one visit it starts and trains without a server, and what it logged is delivered after it was closed', async () => {
    await stage.server.stop();
    const logged = new Map<string, LoggedRow>();
    await context.exposeFunction('spoorDemoRow', (row: LoggedRow & { id: string }) => void logged.set(row.id, row));
    const page = await openDemo();
    await expect.poll(() => batchOf(page)).toBeGreaterThanOrEqual(5);
    const { id, status } = await page.evaluate(() => ({ id: window.demo.run!.id, status: window.demo.run!.status() }));
    expect(status).toMatchObject({ link: 'waiting', acknowledged: 0, dropped: {}, storage: 'indexeddb' });
    await page.evaluate(() => window.demo.run!.flush());
    await page.close();
    expect(logged.size).toBeGreaterThanOrEqual(5);

    await stage.startServer();
    expect(stage.stored(id, 'digits')).toBeNull();
    await workers.fireSync(stage.pageUrl(''));
    await expect.poll(() => stage.stored(id, 'digits')?.lines.length ?? 0).toBeGreaterThanOrEqual(logged.size);
    const { lines } = stage.stored(id, 'digits')!;
    // The rows of its last moments were told to nobody.
    expect(compareRows([...logged.values()], lines)).toMatchObject({ lost: [], doubled: [], altered: [], gaps: [] });
  });
});

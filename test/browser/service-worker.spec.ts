import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from '../support/fixtures';
import { SYNC_TAG } from '../../src/wire/index';
import { NETWORK_COMPLAINTS, watch } from '../support/browser';
import { always } from '../support/proxy';
import { pendingSyncs, serviceWorkerIsReady, ServiceWorkers } from '../support/service-worker';
import { logRows, openRun, rows, type Stage } from '../support/stage';

const FILE_STREAM = /file_stream$/;

let stage: Stage;
let context: BrowserContext;
let workers: ServiceWorkers;
test.beforeEach(async ({ stage: opened, browser }) => {
  stage = opened;
  context = await browser.newContext();
  workers = await ServiceWorkers.watch(context);
});

const scope = () => stage.pageUrl('pwa/');

async function openApp(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(stage.pageUrl('pwa/index.html'));
  await serviceWorkerIsReady(page);
  return page;
}

const linkOf = (page: Page) => page.evaluate(() => window.run.status().link);

/** The events that the service worker has had since it was started; none before that. */
async function heard(): Promise<string[]> {
  const worker = context.serviceWorkers().find((one) => one.url().startsWith(stage.proxy.url));
  return worker === undefined ? [] : worker.evaluate(() => (self as unknown as { heard: string[] }).heard);
}

/**
 * Closes a page that is cut off, and waits until the service worker has tried in vain what the page asked of it last.
 */
async function closeInVain(page: Page): Promise<void> {
  const tried = stage.proxy.count('cut');
  await page.close();
  await expect.poll(() => stage.proxy.count('cut')).toBeGreaterThan(tried);
  await expect.poll(heard).toContain('message');
}

/** Whether a page of the site is open. */
const isOpen = () => context.pages().some((page) => page.url().startsWith(stage.proxy.url));

test.describe('a service worker delivers when no page is open', () => {
  test('offline, the tab closed, online: the browser fires the sync by itself', async () => {
    const page = await openApp();
    // What tells Chromium's Background Sync that there is no network; the proxy only cuts the server off.
    await context.setOffline(true);
    stage.proxy.cut();
    const id = await openRun(page);
    await logRows(page, 0, 500);
    await expect.poll(() => linkOf(page)).toBe('waiting');
    await expect.poll(() => pendingSyncs(page)).toEqual([SYNC_TAG]);
    await logRows(page, 500, 600);
    await page.evaluate(() => window.run.flush());
    await page.close();
    await expect.poll(heard).toEqual(['message']);
    expect(stage.stored(id)).toBeNull();

    stage.proxy.mend();
    await context.setOffline(false);
    await stage.expectStored(id, rows(0, 600));
    expect(await heard()).toEqual(['message', 'sync']);
    expect(isOpen()).toBe(false);
  });

  test('a server that is away, the tab closed, the server back: the next sync event', async () => {
    const page = await openApp();
    stage.proxy.cut();
    const id = await openRun(page);
    await logRows(page, 0, 300);
    await page.evaluate(() => {
      window.run.summary['best'] = 0.9;
      window.run.log({ half: 1 }, { step: 300 });
      return window.run.flush();
    });
    await closeInVain(page);
    stage.proxy.mend();

    await workers.fireSync(scope());
    await stage.expectStored(id, [...rows(0, 300), { step: 300, values: { half: 1 } }]);
    expect(stage.stored(id)!.summary).toMatchObject({ best: 0.9, batch: 299, half: 1 });
    expect(isOpen()).toBe(false);
  });

  test('a periodic sync that the app has registered', async () => {
    const page = await openApp();
    stage.proxy.cut();
    const id = await openRun(page);
    await logRows(page, 0, 10);
    await page.evaluate(() => window.run.flush());
    await closeInVain(page);
    stage.proxy.mend();
    await workers.firePeriodicSync(scope());
    await stage.expectStored(id, rows(0, 10));
    expect(await heard()).toContain('periodicsync');
  });

  test('a run that was finished without a network: its end arrives too', async () => {
    const page = await openApp();
    stage.proxy.cut();
    const id = await openRun(page);
    await logRows(page, 0, 50);
    expect(await page.evaluate(() => window.run.finish())).toEqual({ delivered: false });
    await page.close();
    expect(stage.stored(id)).toBeNull();
    stage.proxy.mend();
    await workers.fireSync(scope());
    await stage.expectStored(id, rows(0, 50));
    await expect.poll(() => stage.stored(id)!.state).toBe('finished');
  });

  test('a sync that fails with 503 is kept by the browser; the next event succeeds', async () => {
    const page = await openApp();
    stage.proxy.plan = always(FILE_STREAM, { kind: 'answer', status: 503 });
    const id = await openRun(page);
    await logRows(page, 0, 200);
    await expect.poll(() => linkOf(page)).toBe('waiting');
    const elsewhere = await openApp();
    await page.close();
    const struck = () => stage.proxy.count('answer');
    const before = struck();
    await workers.fireSync(scope());
    await expect.poll(struck).toBeGreaterThan(before);
    expect(stage.stored(id)!.lines).toEqual([]);
    // Chromium keeps a sync that has failed, and fires it again after some minutes; a test does not wait for that.
    await expect.poll(() => pendingSyncs(elsewhere)).toEqual([SYNC_TAG]);
    await elsewhere.close();

    stage.proxy.plan = null;
    await workers.fireSync(scope());
    await stage.expectStored(id, rows(0, 200));
  });
});

test.describe('a page that goes away', () => {
  const waysOut: [string, (page: Page) => Promise<unknown>][] = [
    ['is closed', (page) => page.close()],
    ['is closed with its unload handlers', (page) => page.close({ runBeforeUnload: true })],
    ['navigates to another site', (page) => page.goto('about:blank')],
  ];

  for (const [name, leave] of waysOut) {
    test(`${name}: what it logged until then, and while it went, arrives without another page`, async () => {
      const page = await openApp();
      // Logged while the page goes away, before and after Spoor's own listener: neither its worker nor the journal ever
      // hear of these.
      const logWhenLeaving = ([from, to]: number[]) =>
        window.addEventListener('pagehide', () => {
          for (let i = from!; i < to!; i++) window.run.log({ loss: 1 / (i + 1), batch: i });
        });
      await page.evaluate(logWhenLeaving, [300, 350]);
      const id = await openRun(page);
      await page.evaluate(logWhenLeaving, [350, 380]);
      await logRows(page, 0, 300);
      await leave(page);
      await stage.expectStored(id, rows(0, 380));
      expect(isOpen()).toBe(false);

      // The next page finds the last words once more: twice is once.
      const next = await openApp();
      await openRun(next, { id });
      await logRows(next, 380, 400);
      await next.evaluate(() => window.run.synced());
      await stage.expectStored(id, rows(0, 400));
      expect(await next.evaluate(() => window.run.status().dropped)).toEqual({});
    });
  }

  test('reloads while the server does not answer the service worker: the page gets its run back at once', async () => {
    const page = await openApp();
    const id = await openRun(page);
    await logRows(page, 0, 100);
    await page.evaluate(() => window.run.synced());
    stage.proxy.plan = always(FILE_STREAM, { kind: 'delay', ms: 60_000 });
    await logRows(page, 100, 200);
    const delayed = stage.proxy.count('delay');
    await page.reload();
    await expect.poll(() => stage.proxy.count('delay')).toBeGreaterThan(delayed);
    await openRun(page, { id });
    stage.proxy.plan = null;
    await logRows(page, 200, 300);
    await stage.expectStored(id, rows(0, 300));
  });
});

test.describe('a page that is open', () => {
  test('a sync event at the same time doubles nothing, and the run goes on', async () => {
    const page = await openApp();
    const id = await openRun(page, { settings: { transmitInterval: 20 } });
    for (let from = 0; from < 2_000; from += 200) {
      await logRows(page, from, from + 200);
      await workers.fireSync(scope());
    }
    stage.proxy.cut();
    await logRows(page, 2_000, 2_500);
    await workers.fireSync(scope());
    stage.proxy.mend();
    await workers.fireSync(scope());
    await logRows(page, 2_500, 3_000);
    await page.evaluate(() => window.run.synced());
    await stage.expectStored(id, rows(0, 3_000));
    expect(await page.evaluate(() => window.run.finish())).toEqual({ delivered: true });
    expect(await page.evaluate(() => window.run.status())).toMatchObject({ acknowledged: 3_000, dropped: {} });
    expect(stage.stored(id)!.state).toBe('finished');
  });

  test('a run that another page left is delivered beside a page that is open', async () => {
    const page = await openApp();
    stage.proxy.cut();
    const left = await openRun(page);
    await logRows(page, 0, 100);
    await page.evaluate(() => window.run.flush());
    await closeInVain(page);
    stage.proxy.mend();
    const other = await openApp();
    await workers.fireSync(scope());
    await stage.expectStored(left, rows(0, 100));
    expect(await other.evaluate(() => window.run)).toBeUndefined();
  });
});

test.describe('without a service worker it is as ever', () => {
  const absences: [string, string, (() => void) | null][] = [
    ['none is registered', 'index.html', null],
    [
      'the browser has no Background Sync',
      'pwa/index.html',
      () => Reflect.deleteProperty(ServiceWorkerRegistration.prototype, 'sync'),
    ],
    [
      'the page may have none',
      'index.html',
      () => Object.defineProperty(navigator, 'serviceWorker', { value: undefined }),
    ],
    [
      'to ask for it is an error',
      'index.html',
      () =>
        Object.defineProperty(navigator, 'serviceWorker', {
          get() {
            throw new DOMException('sandboxed', 'SecurityError');
          },
        }),
    ],
  ];

  for (const [name, path, prepare] of absences) {
    test(`${name}`, async () => {
      const page = await context.newPage();
      const watched = watch(page, NETWORK_COMPLAINTS);
      if (prepare) await page.addInitScript(prepare);
      await page.goto(stage.pageUrl(path));
      stage.proxy.cut();
      const id = await openRun(page);
      await logRows(page, 0, 100);
      await expect.poll(() => linkOf(page)).toBe('waiting');
      await page.goto(stage.pageUrl('elsewhere.html'));
      stage.proxy.mend();
      await page.goto(stage.pageUrl(path));
      await openRun(page, { id });
      await page.evaluate(() => window.run.synced());
      await stage.expectStored(id, rows(0, 100));
      watched.assertQuiet();
    });
  }
});

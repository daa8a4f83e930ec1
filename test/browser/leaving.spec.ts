import type { Page } from 'playwright-core';
import { expect, test } from '../support/fixtures';
import { logRows, openRun, rows } from '../support/stage';

/** From now on the event `no-worker` ends the page's worker, without a word to Spoor. */
const makeWorkerMortal = (page: Page) =>
  page.evaluate(() => {
    window.Worker = class extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        window.addEventListener('no-worker', () => this.terminate());
      }
    };
  });

test.describe('a page that goes away', () => {
  test('reload in mid-run: the same run goes on where it was', async ({ stage }) => {
    const page = await stage.openPage();
    const id = await openRun(page, { id: 'reload-1', config: { lr: 0.1 } });
    await logRows(page, 0, 700);
    await page.reload();
    await openRun(page, { id });
    const start = await page.evaluate(() => ({
      step: window.run.startingStep,
      resumed: window.run.resumed,
      lr: window.run.config.lr,
    }));
    expect(start).toEqual({ step: 700, resumed: true, lr: 0.1 });
    await logRows(page, 700, 1_000);
    await page.evaluate(() => window.run.synced());
    await stage.expectStored(id, rows(0, 1_000));
  });

  test('reload without a network: the second page has the numbers of the first', async ({ stage }) => {
    const page = await stage.openPage();
    stage.proxy.cut();
    const id = await openRun(page, { id: 'reload-2' });
    await logRows(page, 0, 300);
    await page.reload();
    await openRun(page, { id });
    await logRows(page, 300, 600);
    stage.proxy.mend();
    await page.evaluate(() => window.run.synced());
    await stage.expectStored(id, rows(0, 600));
  });

  test('navigation with rows just logged: the last words arrive with the next page', async ({ stage }) => {
    const page = await stage.openPage();
    stage.proxy.cut();
    // Logged while the page goes away, before and after Spoor's own listener: the worker never hears of these.
    const logWhenLeaving = ([from, to]: number[]) =>
      window.addEventListener('pagehide', () => {
        for (let i = from!; i < to!; i++) window.run.log({ loss: 1 / (i + 1), batch: i });
      });
    await page.evaluate(logWhenLeaving, [0, 200]);
    const id = await openRun(page);
    await page.evaluate(logWhenLeaving, [200, 250]);
    await page.evaluate((to) => void (window.location.href = to), stage.pageUrl('elsewhere.html'));
    await page.waitForURL('**/elsewhere.html');
    const kept = await page.evaluate(() =>
      Object.keys(localStorage).filter((key) => key.startsWith('spoor:last-words:')),
    );
    expect(kept).toHaveLength(1);

    stage.proxy.mend();
    await page.goto(stage.pageUrl());
    // Any run of the origin delivers what others have left.
    await openRun(page);
    await stage.expectStored(id, rows(0, 250));
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('spoor:last-words:'))),
    ).toEqual([]);
  });

  test('an unfinished row of a closed page becomes a row', async ({ stage }) => {
    const page = await stage.openPage();
    const id = await openRun(page);
    await page.evaluate(() => window.run.log({ half: 1 }, { step: 7 }));
    await page.goto(stage.pageUrl());
    await openRun(page);
    await stage.expectStored(id, [{ step: 7, values: { half: 1 } }]);
  });

  test('closing the tab: another tab delivers what it left', async ({ stage }) => {
    const first = await stage.openPage();
    const context = first.context();
    stage.proxy.cut();
    const id = await openRun(first);
    await logRows(first, 0, 400);
    await first.evaluate(() => {
      for (let i = 400; i < 450; i++) window.run.log({ loss: 1 / (i + 1), batch: i });
    });
    await first.close({ runBeforeUnload: false });
    stage.proxy.mend();

    const second = await context.newPage();
    await second.goto(stage.pageUrl());
    await openRun(second);
    await stage.expectStored(id, rows(0, 450));
  });

  test('closing the tab while its worker is dead: what has gathered since arrives, however much it is', async ({
    stage,
  }) => {
    const first = await stage.openPage();
    await makeWorkerMortal(first);
    const id = await openRun(first);
    await logRows(first, 0, 100);
    await first.evaluate(async () => {
      window.dispatchEvent(new Event('no-worker'));
      // A batch each 10 ms, as long as nobody misses the worker.
      for (let i = 100; i < 24_100; i++) {
        window.run.log({ loss: 1 / (i + 1), batch: i });
        if (i % 24 === 0) await new Promise((resolve) => setTimeout(resolve, 11));
      }
    });
    await first.close({ runBeforeUnload: false });

    const second = await first.context().newPage();
    await second.goto(stage.pageUrl());
    await openRun(second);
    await stage.expectStored(id, rows(0, 24_100));
  });

  test('closing the tab with millions of characters that only it has, again and again: they arrive each time', async ({
    stage,
  }) => {
    const TIMES = 20;
    const text = 'x'.repeat(8_000);
    const context = (await stage.openPage()).context();
    const ids: string[] = [];
    for (let i = 0; i < TIMES; i++) {
      const page = await context.newPage();
      await page.goto(stage.pageUrl());
      await makeWorkerMortal(page);
      ids.push(await openRun(page));
      await page.evaluate((note) => {
        window.dispatchEvent(new Event('no-worker'));
        for (let batch = 0; batch < 400; batch++) window.run.log({ batch, note });
      }, text);
      await page.close({ runBeforeUnload: false });
    }
    const heir = await context.newPage();
    await heir.goto(stage.pageUrl());
    await openRun(heir);
    const logged = Array.from({ length: 400 }, (_, batch) => ({ step: batch, values: { batch, note: text } }));
    for (const id of ids) await stage.expectStored(id, logged);
  });

  test('closing the tab while a tensor is being read: rows after it arrive, though the worker has written those before it', async ({
    stage,
  }) => {
    const context = (await stage.openPage()).context();
    const ids: string[] = [];
    // In most closings Chromium lets page and worker run on for a moment, in some it does not.
    for (let i = 0; i < 10; i++) {
      const page = await context.newPage();
      await page.goto(stage.pageUrl());
      ids.push(await openRun(page));
      await page.evaluate(() => {
        const unread = {
          dataId: {},
          dtype: 'float32',
          shape: [1],
          size: 1,
          isDisposed: false,
          data: () => new Promise(() => undefined),
          dataSync: () => new Float32Array([0.5]),
          clone: () => unread,
          dispose: () => undefined,
        };
        window.addEventListener('pagehide', () => {
          for (let batch = 0; batch < 10; batch++) window.run.log({ batch, ...(batch === 4 && { unread }) });
          window.run.config['isLeft'] = true;
        });
      });
      await page.close({ runBeforeUnload: false });
    }
    const heir = await context.newPage();
    await heir.goto(stage.pageUrl());
    await openRun(heir);
    const logged = Array.from({ length: 10 }, (_, batch) => ({
      step: batch,
      values: { batch, ...(batch === 4 && { unread: 0.5 }) },
    }));
    for (const id of ids) await stage.expectStored(id, logged);
  });

  test('a tab that is open already delivers what another leaves, last words too', async ({ stage }) => {
    const first = await stage.openPage();
    const second = await first.context().newPage();
    await second.goto(stage.pageUrl());
    await openRun(second);
    await first.evaluate(() =>
      window.addEventListener('pagehide', () => {
        for (let i = 30; i < 60; i++) window.run.log({ loss: 1 / (i + 1), batch: i });
      }),
    );
    const id = await openRun(first);
    await logRows(first, 0, 30);
    await first.goto('about:blank');
    await stage.expectStored(id, rows(0, 60));
  });

  test('the back/forward cache: a page that comes back goes on with its run', async ({ stage }) => {
    const page = await stage.openPage();
    const id = await openRun(page);
    await logRows(page, 0, 50);
    await page.goto(stage.pageUrl('elsewhere.html'));
    await page.goBack();
    // Headless Chromium may or may not have kept the page; either way the rows must be there once.
    const isSamePage = await page.evaluate(() => window.run !== undefined);
    if (!isSamePage) await openRun(page, { id });
    await logRows(page, 50, 90);
    await page.evaluate(() => window.run.synced());
    await stage.expectStored(id, rows(0, 90));
  });

  test('a tab that waits for a run hears what the tab before it said last', async ({ stage }) => {
    const first = await stage.openPage();
    const id = await openRun(first, { id: 'handed-on' });
    await logRows(first, 0, 20);
    // After Spoor's own listener: the worker never hears of these.
    await first.evaluate(() =>
      window.addEventListener('pagehide', () => {
        for (let i = 20; i < 50; i++) window.run.log({ loss: 1 / (i + 1), batch: i });
      }),
    );
    const second = await first.context().newPage();
    await second.goto(stage.pageUrl());
    const opening = openRun(second, { id });
    // It has looked for last words, and waits for the lock.
    await expect
      .poll(() => second.evaluate(async () => (await navigator.locks.query()).pending!.length))
      .toBeGreaterThan(0);
    await first.goto('about:blank');
    await opening;
    expect(await second.evaluate(() => window.run.startingStep)).toBe(50);
    await logRows(second, 50, 80);
    await second.evaluate(() => window.run.synced());
    await stage.expectStored(id, rows(0, 80));
  });

  test('the same run in two tabs is refused in the second', async ({ stage }) => {
    const first = await stage.openPage();
    const id = await openRun(first, { id: 'twice-1' });
    const second = await first.context().newPage();
    await second.goto(stage.pageUrl());
    const code = await second.evaluate(
      (given) =>
        window.spoor.init({ project: 'stage', id: given }).then(
          () => 'opened',
          (error: { code: string }) => error.code,
        ),
      id,
    );
    expect(code).toBe('run-in-use');
  });
});

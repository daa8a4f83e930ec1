import type { Page } from 'playwright-core';
import { expect, test } from '../support/fixtures';
import { parseRow } from '../../src/wire/index';
import { servedRun } from '../support/served-run';
import { openRun, type Stage } from '../support/stage';

/** The second half of reference.spec.ts. */
let stage: Stage;
let page: Page;
test.beforeEach(async ({ stage: opened }) => {
  stage = opened;
  page = await stage.openPage();
});

const synced = () => page.evaluate(() => window.run.synced());

test.describe('the life of a run', () => {
  test('RunStatusChecker: a stop request aborts run.signal and fires "stop", also when the page is hidden', async () => {
    const id = await openRun(page, { settings: { transmitInterval: 100 } });
    await page.evaluate(() => {
      window.run.log({ a: 1 });
      window.run.on('stop', () => (document.title = 'stopped'));
    });
    await synced();
    // A hidden page: another one lies over it.
    const cover = await page.context().newPage();
    await cover.bringToFront();
    await stage.requestStop(id);
    await page.evaluate(() => window.run.log({ a: 2 }));
    await expect.poll(() => page.title()).toBe('stopped');
    expect(await page.evaluate(() => window.run.signal.aborted)).toBe(true);
    await page.evaluate(() => window.run.finish());
    expect(await servedRun(stage, id)).toMatchObject({ state: 'killed', exitcode: 255 });
  });

  for (const [exitCode, state] of [
    [0, 'finished'],
    [3, 'failed'],
  ] as const) {
    test(`finish(exit_code=${exitCode}): the run is ${state}`, async () => {
      const id = await openRun(page);
      expect(await page.evaluate((code) => window.run.finish({ exitCode: code }), exitCode)).toEqual({
        delivered: true,
      });
      expect(await servedRun(stage, id)).toMatchObject({ state, exitcode: exitCode });
    });
  }

  test('resume: rows continue without a gap or a double, offline too', async () => {
    const id = await openRun(page, { id: 'resumed-1' });
    await page.evaluate(() => window.run.log({ n: 0 }));
    await page.evaluate(() => window.run.finish());
    // Another browser, which knows nothing of the run, and has no network: it finds its line number when it meets the
    // server.
    const other = await stage.openPage();
    stage.proxy.cut();
    await openRun(other, { id, settings: { resumeTimeout: 200 } });
    await other.evaluate(() => window.run.log({ n: 1 }, { step: 1, commit: true }));
    await other.evaluate(() => window.run.flush());
    stage.proxy.mend();
    await other.evaluate(() => window.run.synced());
    expect(stage.stored(id)!.lines.map(({ number, text }) => [number, parseRow(text)['n']])).toEqual([
      [0, 0],
      [1, 1],
    ]);
    await other.context().close();
  });

  test('history: read back from the journal and the server alike', async () => {
    const id = await openRun(page, { id: 'history-1' });
    const log = (target: Page, from: number, to: number) =>
      target.evaluate(
        ([first, end]) => {
          for (let n = first!; n < end!; n++) window.run.log({ n, ...(n % 10 === 0 && { tenth: NaN }) });
        },
        [from, to],
      );
    const read = (range: object | null) =>
      page.evaluate(async (given) => {
        const values: unknown[] = [];
        for await (const row of given ? window.run.history.range(given) : window.run.history)
          values.push(row['n'] ?? String(row['tenth']));
        return values;
      }, range);
    await log(page, 0, 2_500);
    await synced();
    await page.reload();
    await openRun(page, { id });
    stage.proxy.cut();
    await log(page, 2_500, 2_600);
    await page.evaluate(() => window.run.flush());
    expect(
      await page.evaluate(async () =>
        window.run.history
          .range()
          .next()
          .catch((error: { code: string }) => error.code),
      ),
    ).toBe('unreachable');
    stage.proxy.mend();
    expect(await read(null)).toEqual(Array.from({ length: 2_600 }, (_, n) => n));
    expect(await read({ from: 2_480, to: 2_520, keys: ['tenth'] })).toEqual(['NaN', 'NaN', 'NaN', 'NaN']);
  });

  test('several runs at once in one page', async () => {
    const ids = await page.evaluate(async () => {
      const runs = await Promise.all([1, 2, 3].map(() => window.spoor.init({ project: 'stage' })));
      for (let i = 0; i < 50; i++) runs.forEach((run, number) => run.log({ number, i }));
      await Promise.all(runs.map((run) => run.finish()));
      return runs.map(({ id }) => id);
    });
    for (const [number, id] of ids.entries()) {
      const rows = stage.stored(id)!.lines.map(({ text }) => parseRow(text));
      expect(rows.map((row) => [row['number'], row['i']])).toEqual(Array.from({ length: 50 }, (_, i) => [number, i]));
    }
  });

  test('wandb.log, wandb.config, wandb.summary, wandb.alert, wandb.save, wandb.finish: the globals act on the latest run, and say so before there is one', async () => {
    const codes = await page.evaluate(() => {
      const { spoor } = window;
      return [
        () => spoor.log({}),
        () => spoor.alert({ title: 'a' }),
        () => spoor.config['a'],
        () => spoor.summary.update({}),
      ].map((call) => {
        try {
          call();
          return null;
        } catch (error) {
          return (error as { code: string }).code;
        }
      });
    });
    expect(codes).toEqual(['no-run', 'no-run', 'no-run', 'no-run']);
    const id = await openRun(page);
    await page.evaluate(async () => {
      const { spoor } = window;
      spoor.config['lr'] = 0.5;
      spoor.log({ loss: 1 });
      spoor.summary['best'] = 7;
      spoor.alert({ title: 'Global' });
      await spoor.save(new Blob(['{}']), { as: 'model.json' });
      await spoor.finish();
    });
    expect(stage.stored(id)!.files).toEqual(['model.json']);
    expect(await servedRun(stage, id)).toMatchObject({
      user: { lr: 0.5 },
      summary: { loss: 1, best: 7 },
      alerts: [{ title: 'Global' }],
      state: 'finished',
    });
  });
});

test.describe('files', () => {
  const contentOf = async (id: string, path: string) => new TextDecoder().decode(await stage.file(id, path));

  test('save, dir: a file is kept offline, over a reload, and the last one of its path is the one that arrives', async () => {
    await openRun(page, { id: 'saving', mode: 'offline' });
    const saved = await page.evaluate(async () => {
      const { run } = window;
      const paths = await Promise.all([
        run.save(new File(['first'], 'notes.txt', { type: 'text/plain' })),
        run.save(new TextEncoder().encode('bytes'), { as: 'model/weights.bin' }),
        run.save(new Response('second'), { as: 'notes.txt' }),
      ]);
      return [run.dir, ...paths];
    });
    expect(saved.slice(1)).toEqual(['notes.txt', 'model/weights.bin', 'notes.txt']);
    const waiting = await page.evaluate(async (dir) => {
      const open = indexedDB.open('spoor');
      await new Promise((resolve) => (open.onsuccess = resolve));
      const all = open.result
        .transaction('files')
        .objectStore('files')
        .getAllKeys(IDBKeyRange.bound([dir], [dir, []]));
      await new Promise((resolve) => (all.onsuccess = resolve));
      open.result.close();
      return all.result;
    }, saved[0]!);
    expect(waiting).toEqual([
      [saved[0], 'model/weights.bin'],
      [saved[0], 'notes.txt'],
    ]);
    await page.reload();
    const id = await openRun(page, { id: 'saving' });
    await synced();
    expect([await contentOf(id, 'notes.txt'), await contentOf(id, 'model/weights.bin')]).toEqual(['second', 'bytes']);
    await page.evaluate(() => window.run.save(new Blob(['third']), { as: 'notes.txt' }));
    expect(await page.evaluate(() => window.run.finish())).toEqual({ delivered: true });
    expect(await contentOf(id, 'notes.txt')).toBe('third');
    expect(stage.stored(id)!.files.toSorted()).toEqual(['model/weights.bin', 'notes.txt']);
    const code = await page.evaluate(() =>
      window.run.save(new Blob([]), { as: 'x' }).catch((error: { code: string }) => error.code),
    );
    expect(code).toBe('run-finished');
  });
});

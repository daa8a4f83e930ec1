import type { Page } from 'playwright-core';
import { expect, test } from '../support/fixtures';
import { parseRow } from '../../src/wire/index';
import { servedRun } from '../support/served-run';
import { openRun, type Stage } from '../support/stage';

/**
 * Runs that begin with the rows of another, and runs that are taken back to a step. What is stored of a row is compared
 * word for word.
 */
let stage: Stage;
let page: Page;
let count = 0;
let parent: string;
test.beforeEach(async ({ stage: opened }) => {
  stage = opened;
  page = await stage.openPage();
  parent = `parent-${++count}`;
});

const log = (target: Page, name: string, rows: number) =>
  target.evaluate(
    ([key, end]) => {
      for (let i = 0; i < end; i++) window.run.log({ [key]: i });
    },
    [name, rows] as const,
  );
const flush = (target = page) => target.evaluate(() => window.run.flush());
const synced = (target = page) => target.evaluate(() => window.run.synced());
const finish = (target = page) => target.evaluate(() => window.run.finish());
const standing = (target = page) => target.evaluate(() => [window.run.startingStep, window.run.resumed]);
const codeOf = (options: object, target = page) =>
  target.evaluate(
    (given) =>
      window.spoor.init({ project: 'stage', ...given }).then(
        () => null,
        (error: { code: string }) => error.code,
      ),
    options,
  );

/** Each row as `number: key value @step`. */
const stored = (id: string) =>
  stage.stored(id)!.lines.map(({ number, text }) => {
    const { _step: step, _runtime: _r, _timestamp: _t, ...values } = parseRow(text);
    return `${number}: ${Object.entries(values).flat().join(' ')} @${String(step)}`;
  });
/** Rows of one key, whose values count from 0. */
const rows = (name: string, length: number, first = 0) =>
  Array.from({ length }, (_, i) => `${first + i}: ${name} ${i} @${first + i}`);

test.describe('forkFrom', () => {
  const forked = () => [...rows('old', 6), ...rows('new', 4, 6)];

  test('begins after the rows of the other run, which stays as it is, and the dashboard says where it comes from', async () => {
    await openRun(page, { id: parent });
    await log(page, 'old', 10);
    await finish();
    const before = stage.stored(parent)!.lines;
    const id = await openRun(page, { forkFrom: { run: parent, step: 5 } });
    expect(await standing()).toEqual([6, false]);
    await log(page, 'new', 4);
    await synced();
    expect(stored(id)).toEqual(forked());
    expect(stage.stored(id)!.lines.slice(0, 6)).toEqual(before.slice(0, 6));
    expect(stage.stored(parent)!.lines).toEqual(before);
    expect((await servedRun(stage, id)).client['branch_point']).toEqual({ run_id: parent, step: 5 });
    const read = await page.evaluate(async () => {
      const steps: unknown[] = [];
      for await (const row of window.run.history) steps.push(row['_step']);
      return steps;
    });
    expect(read).toEqual(Array.from({ length: 10 }, (_, step) => step));

    await page.goto(stage.server.loginUrl);
    await page.goto(`${stage.server.url}/local/stage/runs/${id}`);
    await page.getByText(`${parent} at step 5`).waitFor();
    await page.getByRole('link', { name: parent }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/local/stage/runs/${parent}`);
  });

  test('works offline, of a run that is offline too: the other one is delivered first', async () => {
    stage.proxy.cut();
    await openRun(page, { id: parent });
    await log(page, 'old', 10);
    await finish();
    const id = await openRun(page, { forkFrom: { run: parent, step: 5 } });
    await log(page, 'new', 4);
    await flush();
    stage.proxy.mend();
    await synced();
    expect([stored(id), stored(parent)]).toEqual([forked(), rows('old', 10)]);
  });

  test('works offline, of a run that this browser does not have', async () => {
    const other = await stage.openPage();
    await openRun(other, { id: parent });
    await log(other, 'old', 10);
    await finish(other);
    await other.context().close();
    stage.proxy.cut();
    const id = await openRun(page, { forkFrom: { run: parent, step: 5 }, mode: 'offline' });
    await log(page, 'new', 4);
    await finish();
    stage.proxy.mend();
    expect(await page.evaluate(() => window.spoor.sync())).toEqual({ delivered: 1, waiting: 0 });
    expect(stored(id)).toEqual(forked());
  });

  for (const kind of ['half-answer', 'refuse', 'twice'] as const) {
    test(`goes on over a reload, whichever request meets with "${kind}"`, async () => {
      await openRun(page, { id: parent });
      await log(page, 'old', 10);
      await finish();
      // Each of the first requests of the fork: token, status, creation, status, creation, rows.
      for (let victim = 0; victim < 7; victim++) {
        const options = {
          id: `${parent}-${victim}`,
          forkFrom: { run: parent, step: 5 },
          settings: { resumeTimeout: 1_000 },
        };
        let requests = 0;
        // It reaches the server, or not; then the cable is pulled, and the page is reloaded.
        stage.proxy.plan = ({ path }) => {
          if (path.startsWith('/app/') || path.startsWith('/sdk/') || requests++ < victim) return null;
          return requests === victim + 1 ? { kind } : { kind: 'refuse' };
        };
        await openRun(page, options);
        await log(page, 'new', 2);
        await flush();
        await page.waitForTimeout(150);
        await page.reload();
        stage.proxy.plan = null;
        await openRun(page, options);
        expect(await standing()).toEqual([8, true]);
        await page.evaluate(() => [2, 3].forEach((i) => window.run.log({ new: i })));
        await synced();
        expect(stored(options.id), `request ${victim}`).toEqual(forked());
        await finish();
      }
    });
  }

  test('is refused where its id belongs to another run', async () => {
    await openRun(page, { id: parent });
    await finish();
    const other = await stage.openPage();
    for (const target of [page, other])
      expect(await codeOf({ id: parent, forkFrom: { run: 'x', step: 1 } }, target)).toBe('run-exists');
    await other.context().close();
  });
});

test.describe('rewindTo', () => {
  const rewound = () => [...rows('old', 6), ...rows('new', 4, 6)];

  test('continues after the step, in the browser that has logged the run and in another one', async () => {
    const settings = { console: true, pageMetricsInterval: 100 };
    await openRun(page, { id: parent, settings });
    await log(page, 'old', 10);
    await page.evaluate(() => console.log('first'));
    await page.waitForTimeout(300);
    await finish();
    const before = stage.stored(parent)!;
    expect([before.output.length, before.events.length > 0]).toEqual([1, true]);

    await openRun(page, { id: parent, rewindTo: 7, settings });
    expect(await standing()).toEqual([8, true]);
    expect(stored(parent)).toEqual(rows('old', 8));
    await page.evaluate(() => console.log('second'));
    await finish();
    expect(stage.stored(parent)!.output.map(({ number, text }) => [number, text.split(' ').at(-1)])).toEqual([
      [0, 'second'],
    ]);

    const other = await stage.openPage();
    await openRun(other, { id: parent, rewindTo: 5 });
    expect(await standing(other)).toEqual([6, true]);
    await log(other, 'new', 4);
    await finish(other);
    expect(stored(parent)).toEqual(rewound());
    expect(stage.stored(parent)).toMatchObject({ state: 'finished', summary: { old: 9, new: 3 } });
    await other.context().close();

    // The first browser, which remembers more rows than there are.
    await openRun(page, { id: parent });
    await page.evaluate(() => window.run.log({ last: 0 }, { step: 20, commit: true }));
    await finish();
    expect(stored(parent)).toEqual([...rewound(), '10: last 0 @20']);
  });

  test('delivers what waits before, also when the run was finished in this very page', async () => {
    for (const reload of [false, true]) {
      const id = `${parent}-${reload}`;
      stage.proxy.cut();
      await openRun(page, { id });
      await log(page, 'old', 10);
      await page.evaluate(() => window.run.log({ half: 1 }, { step: 10 }));
      if (reload) {
        await flush();
        await page.reload();
      } else await finish();
      stage.proxy.mend();
      await openRun(page, { id, rewindTo: 5 });
      await log(page, 'new', 4);
      await synced();
      expect(stored(id)).toEqual(rewound());
      await finish();
    }
  });

  test('fails where the server cannot be reached, and nothing is lost', async () => {
    await openRun(page, { id: parent });
    await log(page, 'old', 8);
    await synced();
    stage.proxy.cut();
    await page.evaluate(() => [8, 9].forEach((i) => window.run.log({ old: i })));
    await finish();
    await page.reload();
    expect(await codeOf({ id: parent, rewindTo: 5 })).toBe('unreachable');
    expect(await page.evaluate(() => window.spoor.runs())).toMatchObject([{ exitCode: 0, waiting: { rows: 2 } }]);
    stage.proxy.mend();
    await openRun(page, { id: parent });
    expect(await standing()).toEqual([10, true]);
    await synced();
    expect(stored(parent)).toEqual(rows('old', 10));
  });

  test('can be asked for again when its answer was lost', async () => {
    await openRun(page, { id: parent });
    await log(page, 'old', 10);
    await finish();
    await page.reload();
    for (let victim = 0; victim < 4; victim++) {
      let requests = 0;
      // An answer without a body has no half.
      stage.proxy.plan = ({ method }) => (method !== 'HEAD' && requests++ === victim ? { kind: 'half-answer' } : null);
      expect(await codeOf({ id: parent, rewindTo: 5 })).toBe('unreachable');
    }
    stage.proxy.plan = null;
    await openRun(page, { id: parent, rewindTo: 5 });
    await log(page, 'new', 4);
    await finish();
    expect(stored(parent)).toEqual(rewound());
  });

  test('says that there is no such run', async () => {
    expect(await codeOf({ id: parent, rewindTo: 5 })).toBe('no-such-run');
    expect(stage.stored(parent)).toBeNull();
  });
});

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { clientSection, parseRow, unwrapConfig, type Row } from '../../src/wire/index';
import { openRun, Stage } from '../support/stage';

/** Each member of the reference (W&B's `wandb_run.py`), run in a page against the server; each test is named after its member. */
let stage: Stage;
let page: Page;
beforeAll(async () => (stage = await Stage.open()));
beforeEach(async () => (page = await stage.openPage()));
afterEach(() => page.context().close());
afterAll(() => stage.close());

interface ServerRun {
  displayName: string;
  notes: string | null;
  tags: string[];
  group: string | null;
  jobType: string | null;
  sweepName: string | null;
  state: string;
  exitcode: number | null;
  config: string;
  summaryMetrics: string;
  events: string[];
  logLines: { edges: { node: { line: string; level: string | null } }[] };
  alerts: { title: string; text: string; severity: string }[];
}

/** The run as a reader of the server sees it. */
async function served(id: string): Promise<ServerRun & { user: Row; client: Row; summary: Row }> {
  const { project } = await stage.graphql<{ project: { run: ServerRun } }>(
    `query($id: String!) { project(name: "stage", entityName: "local") { run(name: $id) {
       displayName notes tags group jobType sweepName state exitcode config summaryMetrics events(samples: 1000)
       logLines(first: 100) { edges { node { line level } } } alerts { title text severity } } } }`,
    { id },
  );
  const config = parseRow(project.run.config);
  return { ...project.run, user: unwrapConfig(config), client: clientSection(config), summary: parseRow(project.run.summaryMetrics) };
}

const synced = () => page.evaluate(() => window.run.synced());

describe('identity', () => {
  it('name, notes, tags, group, jobType: given to init, changed during the run', async () => {
    const id = await openRun(page, { name: 'first', notes: 'n', tags: ['a'], group: 'g', jobType: 'train', sweepId: 'sw1' });
    await synced();
    expect(await served(id)).toMatchObject({ displayName: 'first', notes: 'n', tags: ['a'], group: 'g', jobType: 'train' });
    const read = await page.evaluate(() => {
      const { run } = window;
      run.name = 'second';
      run.notes = 'm';
      run.tags = [...run.tags, 'b'];
      run.group = 'h';
      run.jobType = 'eval';
      return [run.name, run.notes, run.tags, run.group, run.jobType];
    });
    expect(read).toEqual(['second', 'm', ['a', 'b'], 'h', 'eval']);
    await synced();
    expect(await served(id)).toMatchObject({ displayName: 'second', notes: 'm', tags: ['a', 'b'], group: 'h', jobType: 'eval' });
    const codes = await page.evaluate(() => {
      const codeOf = (assign: () => void) => {
        try {
          assign();
          return null;
        } catch (error) {
          return (error as { code: string }).code;
        }
      };
      return [codeOf(() => (window.run.tags = [''])), codeOf(() => (window.run.name = 1 as unknown as string))];
    });
    expect(codes).toEqual(['bad-option', 'bad-option']);
  });

  it('id, path, url, get_project_url, get_sweep_url, sweep_id, start_time, starting_step, step, resumed, mode', async () => {
    const id = await openRun(page, { id: 'whole-identity', sweepId: 'sw1' });
    await page.evaluate(() => window.run.log({ a: 1 }));
    await synced();
    const { url } = stage.proxy;
    expect(
      await page.evaluate(() => {
        const { run } = window;
        return { ...pick(run), startTime: Date.now() - run.startTime.getTime() < 60_000 };
        function pick({ path, url, projectUrl, sweepUrl, sweepId, startingStep, step, resumed, mode, project, entity }: typeof run) {
          return { path, url, projectUrl, sweepUrl, sweepId, startingStep, step, resumed, mode, project, entity };
        }
      }),
    ).toEqual({
      path: `local/stage/${id}`,
      url: `${url}/local/stage/runs/${id}`,
      projectUrl: `${url}/local/stage`,
      sweepUrl: `${url}/local/stage/sweeps/sw1`,
      sweepId: 'sw1',
      startingStep: 0,
      step: 1,
      resumed: false,
      mode: 'online',
      project: 'stage',
      entity: 'local',
      startTime: true,
    });
    expect((await served(id)).sweepName).toBe('sw1');
  });
});

describe('what a run says', () => {
  it('config: nested, updated during the run, merged on resume', async () => {
    const id = await openRun(page, { config: { lr: 0.1, model: { depth: 3 }, gone: 1 } });
    await page.evaluate(() => window.run.config.update({ lr: 0.2, extra: NaN }));
    await page.evaluate(() => window.run.finish());
    await openRun(page, { id, config: { lr: 0.3 } });
    await synced();
    expect((await served(id)).user).toEqual({ lr: 0.3, model: { depth: 3 }, gone: 1, extra: NaN });
  });

  it('summary: nested keys, values set by hand are kept', async () => {
    const id = await openRun(page);
    await page.evaluate(() => {
      window.run.log({ loss: 3, val: { acc: 0.1, top5: 0.2 } });
      window.run.summary['best'] = 0.9;
      window.run.summary.update({ val: { acc: 1 } });
      window.run.log({ loss: 1, best: 0, val: { acc: 0.4 } });
    });
    await page.evaluate(() => window.run.finish());
    expect((await served(id)).summary).toMatchObject({ loss: 1, best: 0.9, val: { acc: 1, top5: 0.2 } });
  });

  it('define_metric: step metric, globs, summary rules, goal, hidden, step sync', async () => {
    const id = await openRun(page);
    await page.evaluate(() => {
      const { run } = window;
      run.defineMetric('loss', { summary: ['min', 'max', 'mean', 'last', 'first'] });
      run.defineMetric('best', { summary: 'best', goal: 'maximize' });
      run.defineMetric('noise', { summary: 'none', hidden: true });
      run.defineMetric('val/*', { stepMetric: 'epoch', summary: 'max' });
      [3, 1, 2].forEach((loss, epoch) => {
        run.log({ loss, best: loss, noise: 1, epoch });
        run.log({ 'val/acc': loss / 10 });
      });
    });
    await page.evaluate(() => window.run.finish());
    const { client, summary } = await served(id);
    expect(summary).toMatchObject({
      loss: { min: 1, max: 3, mean: 2, last: 2, first: 3 },
      best: { best: 3 },
      'val/acc': { max: 0.3 },
      epoch: 2,
    });
    expect(summary).not.toHaveProperty('noise');
    expect(client['m']).toEqual([
      { '1': 'loss', '6': [3], '7': [1, 2, 3, 5, 8] },
      { '1': 'best', '6': [3], '7': [4], '8': 2 },
      { '1': 'noise', '6': [2, 3], '7': [6] },
      { '1': 'val/acc', '5': 5, '6': [1], '7': [2] },
      { '1': 'epoch', '6': [], '7': [] },
    ]);
    const rows = stage.stored(id)!.lines.map(({ text }) => parseRow(text));
    expect(rows.filter((row) => 'val/acc' in row).map((row) => [row['epoch'], row['val/acc']])).toEqual([
      [0, 0.3],
      [1, 0.1],
      [2, 0.2],
    ]);
    expect(await page.evaluate(() => ({ ...window.run.summary }))).toMatchObject({ loss: { min: 1, max: 3 }, best: { best: 3 } });
  });

  it('alert: once for each wait, also across a reload', async () => {
    const id = await openRun(page, { id: 'alerting' });
    const loop = () =>
      page.evaluate(() => {
        for (let i = 0; i < 500; i++) window.run.alert({ title: 'Loss is NaN', text: `at ${i}`, level: 'ERROR' });
      });
    await loop();
    await page.evaluate(() => window.run.alert({ title: 'Done', waitDuration: 0 }));
    await synced();
    await page.reload();
    await openRun(page, { id });
    await loop();
    await synced();
    expect((await served(id)).alerts.map(({ title, text, severity }) => [title, text, severity])).toEqual(
      expect.arrayContaining([
        ['Loss is NaN', 'at 0', 'ERROR'],
        ['Done', '', 'INFO'],
      ]),
    );
    expect((await served(id)).alerts).toHaveLength(2);
  });

  it('console (output.log): what the page prints, and errors that nobody catches', async () => {
    const id = await openRun(page, { settings: { console: true } });
    await page.evaluate(() => {
      console.log('epoch', 1);
      console.error('it hurts');
      setTimeout(() => {
        throw new Error('nobody catches this');
      });
      return new Promise((resolve) => setTimeout(resolve, 100));
    });
    await page.evaluate(() => window.run.finish());
    const lines = (await served(id)).logLines.edges.map(({ node }) => node);
    expect(lines[0]).toMatchObject({ line: expect.stringContaining('epoch 1') as string });
    expect(lines[1]).toMatchObject({ level: 'error', line: expect.stringContaining('it hurts') as string });
    expect(lines[2]).toMatchObject({ level: 'error', line: expect.stringContaining('nobody catches this') as string });
  });

  it('system metrics: the page samples itself', async () => {
    const id = await openRun(page, { settings: { pageMetricsInterval: 200 } });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    await page.evaluate(() => window.run.finish());
    const events = (await served(id)).events.map((line) => parseRow(line));
    expect(events.length).toBeGreaterThan(2);
    for (const key of [
      'system.eventLoop.delayMs',
      'system.page.visible',
      'system.memory.jsHeapMB',
      'system.storage.usedMB',
      '_runtime',
      '_timestamp',
    ]) {
      expect([key, typeof events[0]![key]]).toEqual([key, 'number']);
    }
  });

  it('_telemetry_get_framework: browser, machine and version, and no query of the address', async () => {
    await page.goto(`${stage.pageUrl()}?secret=1`);
    const id = await openRun(page);
    await synced();
    const { client } = await served(id);
    const [environment] = Object.values(client['e'] as Record<string, Row>);
    expect(environment).toMatchObject({ program: stage.pageUrl(), executable: expect.stringContaining('Chrome') as string });
    expect(client).toMatchObject({ t: { '5': expect.stringContaining('spoor') as string, '13': 'browser' } });
    expect(JSON.stringify(client)).not.toContain('secret');
  });
});

describe('the life of a run', () => {
  it('RunStatusChecker: a stop request aborts run.signal and fires "stop", also when the page is hidden', async () => {
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
    await vi.waitFor(async () => expect(await page.title()).toBe('stopped'), { timeout: 30_000, interval: 100 });
    expect(await page.evaluate(() => window.run.signal.aborted)).toBe(true);
  });

  it.each([
    [0, 'finished'],
    [3, 'failed'],
  ])('finish(exit_code=%i): the run is %s', async (exitCode, state) => {
    const id = await openRun(page);
    expect(await page.evaluate((code) => window.run.finish({ exitCode: code }), exitCode)).toEqual({ delivered: true });
    expect(await served(id)).toMatchObject({ state, exitcode: exitCode });
  });

  it('resume: rows continue without a gap or a double, offline too', async () => {
    const id = await openRun(page, { id: 'resumed-1' });
    await page.evaluate(() => window.run.log({ n: 0 }));
    await page.evaluate(() => window.run.finish());
    // Another browser, which knows nothing of the run, and has no network: it finds its line number when it meets the server.
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

  it('history: read back from the journal and the server alike', async () => {
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
        for await (const row of given ? window.run.history.range(given) : window.run.history) values.push(row['n'] ?? String(row['tenth']));
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

  it('several runs at once in one page', async () => {
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

  it('wandb.log, wandb.config, wandb.summary, wandb.alert, wandb.finish: the globals act on the latest run, and say so before there is one', async () => {
    const codes = await page.evaluate(() => {
      const { spoor } = window;
      return [() => spoor.log({}), () => spoor.alert({ title: 'a' }), () => spoor.config['a'], () => spoor.summary.update({})].map(
        (call) => {
          try {
            call();
            return null;
          } catch (error) {
            return (error as { code: string }).code;
          }
        },
      );
    });
    expect(codes).toEqual(['no-run', 'no-run', 'no-run', 'no-run']);
    const id = await openRun(page);
    await page.evaluate(async () => {
      const { spoor } = window;
      spoor.config['lr'] = 0.5;
      spoor.log({ loss: 1 });
      spoor.summary['best'] = 7;
      spoor.alert({ title: 'Global' });
      await spoor.finish();
    });
    expect(await served(id)).toMatchObject({
      user: { lr: 0.5 },
      summary: { loss: 1, best: 7 },
      alerts: [{ title: 'Global' }],
      state: 'finished',
    });
  });
});

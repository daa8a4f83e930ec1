import type { Page } from 'playwright-core';
import { expect, test } from '../support/fixtures';
import { parseRow, type Row } from '../../src/wire/index';
import { servedRun } from '../support/served-run';
import { openRun } from '../support/stage';

/**
 * The members of the reference (W&B's `wandb_run.py`), run in a page against the server; each test is named after its
 * member. Those that begin, end and read back a run are in reference-life.spec.ts.
 */
let page: Page;
test.beforeEach(async ({ stage }) => void (page = await stage.openPage()));

const synced = () => page.evaluate(() => window.run.synced());

test.describe('identity', () => {
  test('name, notes, tags, group, jobType: given to init, changed during the run', async ({ stage }) => {
    const id = await openRun(page, {
      name: 'first',
      notes: 'n',
      tags: ['a'],
      group: 'g',
      jobType: 'train',
      sweepId: 'sw1',
    });
    await synced();
    expect(await servedRun(stage, id)).toMatchObject({
      displayName: 'first',
      notes: 'n',
      tags: ['a'],
      group: 'g',
      jobType: 'train',
    });
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
    expect(await servedRun(stage, id)).toMatchObject({
      displayName: 'second',
      notes: 'm',
      tags: ['a', 'b'],
      group: 'h',
      jobType: 'eval',
    });
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

  test('id, path, url, get_project_url, get_sweep_url, sweep_id, start_time, starting_step, step, resumed, mode', async ({
    stage,
  }) => {
    const id = await openRun(page, { id: 'whole-identity', sweepId: 'sw1' });
    await page.evaluate(() => window.run.log({ a: 1 }));
    await synced();
    const { url } = stage.proxy;
    expect(
      await page.evaluate(() => {
        const { run } = window;
        return { ...pick(run), startTime: Date.now() - run.startTime.getTime() < 60_000 };
        function pick({
          path,
          url,
          projectUrl,
          sweepUrl,
          sweepId,
          startingStep,
          step,
          resumed,
          mode,
          project,
          entity,
        }: typeof run) {
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
    expect((await servedRun(stage, id)).sweepName).toBe('sw1');
  });
});

test.describe('what a run says', () => {
  test('config: nested, updated during the run, merged on resume', async ({ stage }) => {
    const id = await openRun(page, { config: { lr: 0.1, model: { depth: 3 }, gone: 1 } });
    await page.evaluate(() => window.run.config.update({ lr: 0.2, extra: NaN }));
    await page.evaluate(() => window.run.finish());
    await openRun(page, { id, config: { lr: 0.3 } });
    await synced();
    expect((await servedRun(stage, id)).user).toEqual({ lr: 0.3, model: { depth: 3 }, gone: 1, extra: NaN });
  });

  test('summary: nested keys, values set by hand are kept', async ({ stage }) => {
    const id = await openRun(page);
    await page.evaluate(() => {
      window.run.log({ loss: 3, val: { acc: 0.1, top5: 0.2 } });
      window.run.summary['best'] = 0.9;
      window.run.summary.update({ val: { acc: 1 } });
      window.run.log({ loss: 1, best: 0, val: { acc: 0.4 } });
    });
    await page.evaluate(() => window.run.finish());
    expect((await servedRun(stage, id)).summary).toMatchObject({ loss: 1, best: 0.9, val: { acc: 1, top5: 0.2 } });
  });

  test('_add_singleton: stored once, sent when it changes, kept on resume', async ({ stage }) => {
    const id = await openRun(page);
    await page.evaluate(() => {
      for (let i = 0; i < 100; i++) {
        window.run.addSingleton('digits/labels', 'all', { 0: 'zero', 1: 'one' });
        window.run.log({ i });
      }
      window.run.addSingleton('digits/labels', 'odd', ['one']);
    });
    await page.evaluate(() => window.run.finish());
    await openRun(page, { id });
    await page.evaluate(() => window.run.addSingleton('digits/labels', 'odd', ['one', 'three']));
    await synced();
    const entry = (key: string, value: unknown) => ({ type: 'digits/labels', key, value });
    const { client, user } = await servedRun(stage, id);
    expect(client['digits/labels']).toEqual({
      all: entry('all', { 0: 'zero', 1: 'one' }),
      odd: entry('odd', ['one', 'three']),
    });
    expect(user).toEqual({});
    expect(stage.stored(id)!.lines.filter(({ text }) => text.includes('zero'))).toEqual([]);
  });

  test('define_metric: step metric, globs, summary rules, goal, hidden, step sync', async ({ stage }) => {
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
    const { client, summary } = await servedRun(stage, id);
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
    expect(await page.evaluate(() => ({ ...window.run.summary }))).toMatchObject({
      loss: { min: 1, max: 3 },
      best: { best: 3 },
    });
  });

  test('alert: once for each wait, also across a reload', async ({ stage }) => {
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
    expect((await servedRun(stage, id)).alerts.map(({ title, text, severity }) => [title, text, severity])).toEqual(
      expect.arrayContaining([
        ['Loss is NaN', 'at 0', 'ERROR'],
        ['Done', '', 'INFO'],
      ]),
    );
    expect((await servedRun(stage, id)).alerts).toHaveLength(2);
  });

  test('console (output.log): what the page prints, and errors that nobody catches', async ({ stage }) => {
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
    const lines = (await servedRun(stage, id)).logLines.edges.map(({ node }) => node);
    expect(lines[0]).toMatchObject({ line: expect.stringContaining('epoch 1') });
    expect(lines[1]).toMatchObject({ level: 'error', line: expect.stringContaining('it hurts') });
    expect(lines[2]).toMatchObject({ level: 'error', line: expect.stringContaining('nobody catches this') });
  });

  test('system metrics: the page samples itself', async ({ stage }) => {
    const id = await openRun(page, { settings: { pageMetricsInterval: 200 } });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    await page.evaluate(() => window.run.finish());
    const events = (await servedRun(stage, id)).events.map((line) => parseRow(line));
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

  test('_telemetry_get_framework: browser, machine and version, and no query of the address', async ({ stage }) => {
    await page.goto(`${stage.pageUrl()}?secret=1`);
    const id = await openRun(page);
    await synced();
    const { client } = await servedRun(stage, id);
    const [environment] = Object.values(client['e'] as Record<string, Row>);
    expect(environment).toMatchObject({
      program: stage.pageUrl(),
      executable: expect.stringContaining('Chrome'),
    });
    expect(client).toMatchObject({ t: { '5': expect.stringContaining('spoor'), '13': 'browser' } });
    expect(JSON.stringify(client)).not.toContain('secret');
  });
});

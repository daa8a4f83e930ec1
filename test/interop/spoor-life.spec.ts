import { describe, expect } from 'vitest';
import { clients } from './clients';
import { compare, finish, open, test } from './page';

describe(clients.spoor, () => {
  test('says what a run is: name, notes, tags, group, job type, config, summary', async ({ server, page }) => {
    const id = await open(page, {
      name: 'from a page ключ',
      notes: 'two\nlines',
      tags: ['a', 'ünï'],
      group: 'g',
      jobType: 'train',
      config: { lr: 0.1, 'dotted.key/slash': { deep: [1, { a: null }] } },
    });
    await page.evaluate(() => {
      window.run.config['late'] = Infinity;
      window.run.summary['best'] = 0.9;
      window.run.log({ best: 0.1, loss: NaN, deep: { a: 1 } });
      window.run.log({ deep: { b: 9007199254740991 } });
    });
    await finish(page);
    await compare(server, id, {
      rows: ['{"best":0.1,"loss":NaN,"deep":{"a":1},"_step":0}', '{"deep":{"b":9007199254740991},"_step":1}'],
      config: '{"lr":0.1,"dotted.key/slash":{"deep":[1,{"a":null}]},"late":Infinity}',
      summary: '{"best":0.9,"loss":NaN,"deep":{"a":1,"b":9007199254740991},"_step":1}',
      fields: {
        name: 'from a page ключ',
        notes: 'two\nlines',
        tags: ['a', 'ünï'],
        group: 'g',
        job_type: 'train',
        state: 'finished',
        id,
      },
    });
  });

  test('says how a run stands and ends: running, finished, failed', async ({ server, page }) => {
    const id = await open(page);
    await page.evaluate(async () => {
      window.run.log({ loss: 1 });
      await window.run.synced();
    });
    const rows = ['{"loss":1,"_step":0}'];
    expect((await compare(server, id, { rows })).state).toBe('running');
    await page.evaluate(() => window.run.finish({ exitCode: 3 }));
    expect((await compare(server, id, { rows })).state).toBe('failed');
    const answer = await server.graphql(`{ project(name: "spoor") { run(name: "${id}") { exitcode } } }`);
    expect(answer.data).toEqual({ project: { run: { exitcode: 3 } } });
  });

  test('is stopped by wandb.Api()', async ({ server, page }) => {
    const id = await open(page);
    await page.evaluate(() => {
      const timer = setInterval(() => window.run.log({ tick: 1 }), 50);
      window.run.signal.addEventListener('abort', () => clearInterval(timer));
    });
    await server.python('other_side.py', { args: ['stop', id] });
    await page.waitForFunction(() => window.run.signal.aborted);
    await finish(page);
  });

  test('continues a run of the Python client', async ({ server, page }) => {
    await server.python('other_side.py', { args: ['start', 'from-python'] });
    const id = await open(page, { id: 'from-python' });
    expect(await page.evaluate(() => ({ resumed: window.run.resumed, config: { ...window.run.config } }))).toEqual({
      resumed: true,
      config: { from: 'python' },
    });
    await page.evaluate(() => window.run.log({ at: 5 }));
    await finish(page);
    await compare(server, id, {
      rows: Array.from({ length: 6 }, (_, step) => `{"at":${step},"_step":${step}}`),
      config: '{"from":"python"}',
      summary: '{"at":5,"kept":1,"_step":5}',
    });
  });

  test('forks and rewinds a run: wandb.Api() reads it without a gap or a double', async ({ server, page }) => {
    const log = (from: number, to: number) =>
      page.evaluate(
        ([first, end]) => {
          for (let i = first; i < end; i++) window.run.log({ at: i });
        },
        [from, to] as const,
      );
    const rows = (...ats: number[]) => ats.map((at, step) => `{"at":${at},"_step":${step}}`);
    const parent = await open(page);
    await log(0, 8);
    await finish(page);

    const fork = await open(page, { forkFrom: { run: parent, step: 3 }, config: { from: 'a fork' } });
    await log(104, 106);
    await finish(page);
    await compare(server, fork, {
      rows: rows(0, 1, 2, 3, 104, 105),
      config: '{"from":"a fork"}',
      summary: '{"at":105,"_step":5}',
    });
    // W&B's own client goes on behind all of them.
    await server.python('other_side.py', { args: ['resume', fork] });
    await compare(server, fork, { rows: rows(0, 1, 2, 3, 104, 105, 100) });

    await open(page, { id: parent, rewindTo: 5 });
    await log(206, 208);
    await finish(page);
    await compare(server, parent, {
      rows: rows(0, 1, 2, 3, 4, 5, 206, 207),
      summary: '{"at":207,"_step":7}',
      fields: { state: 'finished' },
    });
  });

  test('is continued by the Python client', async ({ server, page }) => {
    const id = await open(page, { config: { from: 'a page' } });
    await page.evaluate(() => {
      for (let i = 0; i < 3; i++) window.run.log({ at: i });
    });
    await finish(page);
    const { result } = await server.python('other_side.py', { args: ['resume', id] });
    expect(result).toEqual({ step: 3, config: { from: 'a page' } });
    await compare(server, id, {
      rows: [0, 1, 2, 100].map((at, step) => `{"at":${at},"_step":${step}}`),
      config: '{"from":"a page"}',
    });
  });
});

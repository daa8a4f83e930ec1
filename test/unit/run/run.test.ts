import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Run } from '../../../src/run/run';
import { StatusReporter } from '../../../src/run/status/status-reporter';
import { isSpoorError, parseRow, type ProblemCode } from '../../../src/wire/index';
import { recordOf, startRun, withoutTimes } from './recorder';

beforeAll(async () => {
  await tf.setBackend('cpu');
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

describe('run.log', () => {
  it('commits each row with the step after the last', async () => {
    const { run, recorder } = startRun({ step: 5 });
    run.log({ a: 1 });
    run.log({ a: 2 });
    expect(await recorder.logged()).toEqual([
      { a: 1, _step: 5 },
      { a: 2, _step: 6 },
    ]);
    expect(recorder.nextSteps).toEqual([6, 7]);
    expect(run.step).toBe(7);
    expect(run.startingStep).toBe(5);
  });

  it('gathers a row with commit: false, until a call that commits it', async () => {
    const { run, recorder } = startRun();
    run.log({ a: 1 }, { commit: false });
    run.log({ b: 2 }, { commit: false });
    expect(recorder.rows).toEqual([]);
    expect(withoutTimes(recorder.openRow()!)).toEqual({ a: 1, b: 2, _step: 0 });
    run.log({ c: 3 });
    expect(await recorder.logged()).toEqual([{ a: 1, b: 2, c: 3, _step: 0 }]);
    expect(recorder.openRow()).toBeNull();
  });

  it('gathers all calls with one step, and commits them when another step comes', async () => {
    const { run, recorder } = startRun();
    run.log({ a: 1 }, { step: 10 });
    run.log({ b: 2 }, { step: 10 });
    run.log({ c: 3 }, { step: 20 });
    run.log({ d: 4 }, { step: 20, commit: true });
    run.log({ e: 5 });
    expect(await recorder.logged()).toEqual([
      { a: 1, b: 2, _step: 10 },
      { c: 3, d: 4, _step: 20 },
      { e: 5, _step: 21 },
    ]);
  });

  it('adds to the row of a given step when the next call names none, as W&B does', async () => {
    const { run, recorder } = startRun();
    run.log({ a: 1 }, { step: 3 });
    run.log({ b: 2 });
    expect(await recorder.logged()).toEqual([{ a: 1, b: 2, _step: 3 }]);
  });

  it('stores steps that go backwards, and counts on from the highest', async () => {
    const { run, recorder } = startRun();
    run.log({ a: 1 }, { step: 10, commit: true });
    run.log({ a: 2 }, { step: 4, commit: true });
    run.log({ a: 3 });
    expect((await recorder.logged()).map((row) => row['_step'])).toEqual([10, 4, 11]);
    expect(recorder.nextSteps).toEqual([11, 11, 12]);
  });

  it('takes the values as they are at the call', async () => {
    const { run, recorder } = startRun();
    const data = { list: [1], nested: { a: 1 } };
    run.log(data, { commit: false });
    data.list.push(2);
    data.nested.a = 2;
    run.log({});
    expect(await recorder.logged()).toEqual([{ list: [1], nested: { a: 1 }, _step: 0 }]);
  });

  it('keeps the order of rows whose tensors are still being read', async () => {
    const { run, recorder } = startRun();
    const tensor = tf.scalar(1);
    run.log({ a: tensor });
    run.log({ a: 2 });
    tensor.dispose();
    expect(await recorder.logged()).toEqual([
      { a: 1, _step: 0 },
      { a: 2, _step: 1 },
    ]);
  });

  it.each<[string, unknown, unknown, ProblemCode]>([
    ['null', null, undefined, 'bad-row'],
    ['a number', 3, undefined, 'bad-row'],
    ['a list', [1], undefined, 'bad-row'],
    ['nothing', undefined, undefined, 'bad-row'],
    ['a step below 0', { a: 1 }, { step: -1 }, 'bad-step'],
    ['half a step', { a: 1 }, { step: 0.5 }, 'bad-step'],
    ['a step that is not a number', { a: 1 }, { step: '1' }, 'bad-step'],
    ['NaN as step', { a: 1 }, { step: NaN }, 'bad-step'],
    ['null as step', { a: 1 }, { step: null }, 'bad-step'],
    ['a step in place of the options', { a: 1 }, 7, 'bad-option'],
    ['null in place of the options', { a: 1 }, null, 'bad-option'],
    ['an option that there is not', { a: 1 }, { stpe: 7 }, 'bad-option'],
  ])('refuses %s and changes nothing', (_kind, data, options, code) => {
    const { run, recorder } = startRun();
    run.log({ before: 1 }, { commit: false });
    expect(codeOf(() => run.log(data as Record<string, unknown>, options as { step: number }))).toBe(code);
    expect(recorder.rows).toEqual([]);
    expect(withoutTimes(recorder.openRow()!)).toEqual({ before: 1, _step: 0 });
  });

  it('counts and tells what it drops, and keeps the row', async () => {
    const { run, recorder } = startRun();
    const drops: string[] = [];
    run.on('drop', ({ reason, detail }) => drops.push(`${reason} ${detail}`));
    run.log({ good: 1, bad: () => 1, worse: Symbol('s') });
    expect(await recorder.logged()).toEqual([{ good: 1, _step: 0 }]);
    expect(run.status()).toMatchObject({ logged: 1, dropped: { 'unsupported-value': 2 } });
    expect(drops[0]).toBe('unsupported-value "bad" was not logged: it is a function: call it first');
    expect(drops).toHaveLength(2);
  });

  it('says how long the run has been, and when', () => {
    const { run, recorder } = startRun({ record: recordOf({ startTime: Date.now() - 5_000 }) });
    run.log({ a: 1 });
    const { _runtime: runtime, _timestamp: timestamp } = parseRow(recorder.rows[0] as string) as {
      _runtime: number;
      _timestamp: number;
    };
    expect(runtime).toBeGreaterThanOrEqual(5);
    expect(timestamp - runtime).toBeCloseTo(run.startTime.getTime() / 1000, 1);
  });
});

describe('run.on', () => {
  it('refuses an event that there is not', () => {
    expect(codeOf(() => startRun().run.on('stauts' as 'status', () => undefined))).toBe('bad-option');
  });
});

describe('run.finish', () => {
  it('commits the row that is open, once, and refuses rows from then on', async () => {
    const { run, recorder } = startRun();
    run.log({ a: 1 }, { commit: false });
    expect(await run.finish({ exitCode: 3 })).toEqual({ delivered: true });
    expect(await recorder.logged()).toEqual([{ a: 1, _step: 0 }]);
    expect(recorder.exitCodes).toEqual([3]);
    expect(codeOf(() => run.log({ a: 2 }))).toBe('run-finished');
    expect(run.status().state).toBe('finished');
  });

  it.each([0.5, NaN, '0', null])('refuses the exit code %s', async (exitCode) => {
    const { run } = startRun();
    await expect(run.finish({ exitCode: exitCode as number })).rejects.toMatchObject({ code: 'bad-option' });
    expect(run.status().state).toBe('running');
  });

  it('says the same when it is asked twice, also at the same time', async () => {
    const { run, recorder } = startRun();
    recorder.delivered = false;
    run.log({ a: 1 });
    const both = await Promise.all([run.finish(), run.finish()]);
    expect(both).toEqual([{ delivered: false }, { delivered: false }]);
    expect(await run.finish()).toEqual({ delivered: false });
    expect(recorder.exitCodes).toEqual([0]);
  });

  it('is called at the end of an `await using` block', async () => {
    const { run, recorder } = startRun();
    {
      await using used = run;
      used.log({ a: 1 });
    }
    expect(recorder.exitCodes).toEqual([0]);
  });
});

describe('run.config and run.summary', () => {
  it('send what is set, frozen', () => {
    const { run, recorder } = startRun({ record: recordOf({ config: { lr: 1 } }) });
    const layers = [1, 2];
    run.config['layers'] = layers;
    run.config.update({ lr: 0.1, bad: () => 1 });
    layers.push(3);
    expect({ ...run.config }).toEqual({ lr: 0.1, layers: [1, 2] });
    expect(recorder.changes.at(-1)).toEqual({ record: { config: { lr: 0.1, layers: [1, 2] } } });
    expect(run.status().dropped).toEqual({ 'unsupported-value': 1 });
  });

  it('let a summary that was set by hand win over log()', () => {
    const { run, recorder } = startRun({ summary: { old: 1 } });
    run.log({ loss: 1, acc: NaN });
    run.summary['loss'] = 0.5;
    run.log({ loss: 2 });
    expect({ ...run.summary }).toEqual({ old: 1, loss: 0.5, acc: NaN });
    expect(recorder.changes.at(-1)).toEqual({ pinned: { loss: 0.5 } });
  });
});

describe('a disabled run', () => {
  it('accepts every call and delivers nothing', async () => {
    const run = new Run(
      { record: recordOf(), step: 0, resumed: false, summary: {}, pinned: {} },
      new StatusReporter('disabled'),
      null,
    );
    run.log({ a: 1 });
    run.config['x'] = 1;
    await run.flush();
    await run.synced();
    expect(run.status()).toMatchObject({ mode: 'disabled', logged: 1, link: 'offline', storage: null });
    expect(run.url).toBeNull();
    expect(await run.finish()).toEqual(await run.finish());
  });
});

describe('a plot of a table', () => {
  it('is what the table makes of it', () => {
    const table = { chart: (...all: unknown[]) => all };
    expect(startRun().run.plotTable('team/violin', table, { value: 'x' }, { title: 'T' })).toEqual([
      'team/violin',
      { value: 'x' },
      { title: 'T' },
    ]);
  });

  it.each([null, undefined, {}, [], 'table'])('cannot be made of %j', (table) =>
    expect(() => startRun().run.plotTable('s', table as never, {})).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringContaining('table must be a Table of spoor/media, not') as string,
      }) as Error,
    ),
  );
});

describe('a page that goes away', () => {
  it('hears of everything that is logged, of half a row too', () => {
    const { run } = startRun();
    let heard = 0;
    run.follow({ logged: () => void heard++, release: () => undefined, end: () => undefined }, () => undefined);
    run.log({ a: 1 });
    run.log({ b: 1 }, { commit: false });
    expect(heard).toBe(2);
  });
});

describe('the addresses of a run', () => {
  it('are known once the server has said whose it is', () => {
    const { run, recorder } = startRun();
    expect([run.url, run.projectUrl, run.entity, run.name]).toEqual([null, null, null, null]);
    recorder.identity = { storageId: 's', entity: 'me', project: 'p', displayName: 'calm-lake-1' };
    expect([run.url, run.projectUrl]).toEqual(['http://127.0.0.1:1/me/p/runs/r1', 'http://127.0.0.1:1/me/p']);
    expect([run.entity, run.name]).toEqual(['me', 'calm-lake-1']);
  });
});

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    return isSpoorError(error) ? error.code : String(error);
  }
  return undefined;
}

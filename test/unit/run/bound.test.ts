// oxlint-disable typescript/unbound-method -- that they are handed over by themselves is what is tested
import { describe, expect, it, vi } from 'vitest';
import type { Run } from '../../../src/index';
import { Histogram } from '../../../src/media/histogram/histogram';
import { startRun } from './recorder';

const error = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error;

describe('a method of a run by itself', () => {
  it('logs: after a promise, as a callback, taken apart', async () => {
    const { run, recorder } = startRun();
    await Promise.resolve({ a: 1 }).then(run.log);
    const options = { callback: run.log };
    options.callback({ a: 2 });
    const { log } = run;
    log({ a: 3 }, { step: 9, commit: true });
    expect(await recorder.logged()).toEqual([
      { a: 1, _step: 0 },
      { a: 2, _step: 1 },
      { a: 3, _step: 9 },
    ]);
  });

  it('does what it does, whichever it is', async () => {
    const { run, recorder } = startRun();
    const {
      config,
      summary,
      history,
      defineMetric,
      addSingleton,
      alert,
      flush,
      synced,
      status,
      on,
      setConsent,
      finish,
    } = run;
    const [setConfig, setSummary, range] = [config.update, summary.update, history.range];
    const synchronized = vi.fn();
    on('synced', synchronized);
    setConfig({ lr: 1 });
    setSummary({ best: 1 });
    defineMetric('loss', { summary: 'min' });
    addSingleton('digits/labels', 'all', { 0: 'zero' });
    alert({ title: 'Loss is NaN' });
    run.log({ loss: 1 });
    await Promise.all([flush(), synced(), setConsent('granted')]);
    expect(synchronized).toHaveBeenCalledTimes(1);
    expect(status()).toMatchObject({ logged: 1 });
    const rows: unknown[] = [];
    for await (const { loss } of range()) rows.push(loss);
    expect(rows).toEqual([1]);
    expect([run.config['lr'], run.summary['best'], recorder.changes.length]).toEqual([1, 1, 5]);
    expect(await finish()).toEqual({ delivered: true });
    expect(status().state).toBe('finished');
  });

  it('says what is wrong where more is handed over than a row', async () => {
    const { run, recorder } = startRun();
    expect(() => [{ a: 1 }].forEach(run.log as (row: object) => void)).toThrow(
      error('bad-option', /options of log\(\) must be \{ step, commit \}, not 0/),
    );
    expect(recorder.rows).toEqual([]);
  });

  it.each<[string, (run: Run) => Run]>([
    ['a proxy of it, as Vue and MobX make', (run) => new Proxy(run, {})],
    ['an object that inherits from it', (run) => Object.create(run) as Run],
  ])('and its getters work through %s', async (_kind, made) => {
    const { run, recorder } = startRun({ step: 3 });
    const other = made(run);
    other.log({ a: 1 });
    expect([other.step, other.signal.aborted, other.id, other.history]).toEqual([4, false, run.id, run.history]);
    other.config['lr'] = 1;
    expect(run.config['lr']).toBe(1);
    expect(await recorder.logged()).toEqual([{ a: 1, _step: 3 }]);
  });

  it('is one that a symbol names, too', async () => {
    const { run, recorder } = startRun();
    const rows = run.history[Symbol.asyncIterator];
    run.log({ a: 1 });
    expect((await rows().next()).value).toMatchObject({ a: 1 });
    const dispose = run[Symbol.asyncDispose];
    await dispose();
    expect(recorder.exitCodes).toEqual([0]);
  });

  it('does not change what a run looks like', () => {
    const { run } = startRun();
    expect(Object.keys(run).filter((key) => typeof run[key as keyof typeof run] === 'function')).toEqual(['rowTime']);
    const log = vi.spyOn(run, 'log').mockImplementation(() => undefined);
    run.log({ a: 1 });
    expect(log).toHaveBeenCalledTimes(1);
  });
});

describe('finish', () => {
  it.each<[string, unknown]>([
    ['an event', new Event('click')],
    ['what a promise has given', new (class History { history = {}; epoch = [0]; })()],
    ['a string', 'done'],
    ['null', null],
  ])('passes over %s that is handed to it', async (_kind, handed) => {
    const { run, recorder } = startRun();
    await Promise.resolve(handed).then(run.finish as (handed: unknown) => Promise<unknown>);
    expect(recorder.exitCodes).toEqual([0]);
  }); // prettier-ignore

  it.each<[string, unknown, RegExp]>([
    ["W&B's exit code by itself", 1, /options of finish\(\) must be/],
    ["W&B's name", { exit_code: 1 }, /no option exit_code; did you mean exitCode/],
    ['half a code', { exitCode: 0.5 }, /exitCode must be a whole number/],
  ])('refuses %s, and the run goes on', async (_kind, options, sentence) => {
    const { run, recorder } = startRun();
    await expect(run.finish(options as { exitCode: number })).rejects.toThrow(error('bad-option', sentence));
    expect(recorder.exitCodes).toEqual([]);
    expect(run.status().state).toBe('running');
  });
});

it('a value of Spoor is logged through a proxy, too', async () => {
  const { run, recorder } = startRun();
  run.log({ h: new Proxy(new Histogram([1, 2], { bins: 2 }), {}) });
  expect(await recorder.logged()).toEqual([{ h: { _type: 'histogram', values: [1, 1], bins: [1, 1.5, 2] }, _step: 0 }]);
});

describe('config and summary', () => {
  it('that are assigned as a whole are added, and go on to reach the server', () => {
    const { run, recorder } = startRun();
    run.config = { lr: 1 };
    run.config['units'] = 4;
    run.config = { lr: 2 };
    run.summary = { best: 1 };
    run.summary['last'] = 2;
    expect([{ ...run.config }, { ...run.summary }]).toEqual([
      { lr: 2, units: 4 },
      { best: 1, last: 2 },
    ]);
    expect(recorder.changes).toHaveLength(5);
  });

  it('refuse what has no values by name', () => {
    const { run } = startRun();
    expect(() => (run.config = new Set() as never)).toThrow(error('bad-option', /a Set: take/));
    expect(() => (run.summary = 5 as never)).toThrow(error('bad-option', /not 5/));
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { MetricOptions } from '../../../../src/run/rows/metrics';
import type { Run } from '../../../../src/run/run';
import type { Recorder } from '../recorder';
import { startRun } from '../recorder';

describe('defineMetric', () => {
  let run: Run;
  let recorder: Recorder;
  beforeEach(() => void ({ run, recorder } = startRun()));

  const definitions = () => recorder.changes.findLast(({ record }) => record?.metrics)!.record!.metrics!;

  it('is part of what the server hears of the run; a later call changes only what it names', () => {
    run.defineMetric('loss', { summary: 'min', goal: 'minimize' });
    run.defineMetric('loss', { summary: ['min', 'best'], hidden: true });
    expect(definitions()).toEqual([
      {
        name: 'loss',
        stepMetric: null,
        stepSync: false,
        hidden: true,
        summary: ['min', 'best'],
        goal: 'minimize',
        isDefined: true,
      },
    ]);
  });

  it('gives each name that a glob matches a definition of its own, once', async () => {
    run.defineMetric('val/*', { summary: 'max' });
    run.log({ 'val/acc': 1, loss: 2 });
    run.log({ 'val/acc': 3, loss: 4 });
    expect(definitions().map(({ name, isDefined }) => [name, isDefined])).toEqual([
      ['val/*', true],
      ['val/acc', false],
    ]);
    expect(recorder.changes.filter(({ record }) => record?.metrics)).toHaveLength(2);
  });

  it('adds the last step metric to rows that lack it, unless stepSync is off', async () => {
    run.defineMetric('val/*', { stepMetric: 'epoch' });
    run.defineMetric('train/*', { stepMetric: 'epoch', stepSync: false });
    run.log({ 'val/a': 0 });
    run.log({ epoch: 1 });
    run.log({ 'val/a': 2 });
    run.log({ 'train/a': 3 });
    run.log({ 'val/a': 4, epoch: 2 });
    expect(await recorder.logged()).toEqual([
      { 'val/a': 0, _step: 0 },
      { epoch: 1, _step: 1 },
      { 'val/a': 2, epoch: 1, _step: 2 },
      { 'train/a': 3, _step: 3 },
      { 'val/a': 4, epoch: 2, _step: 4 },
    ]);
  });

  it('is what run.summary shows, under values set by hand', () => {
    run.defineMetric('loss', { summary: ['min', 'last'] });
    run.defineMetric('val.acc', { summary: 'max' });
    run.defineMetric('noise', { summary: 'none' });
    for (const [loss, acc] of [
      [3, 0.1],
      [1, 0.3],
      [2, 0.2],
    ])
      run.log({ loss, noise: 9, plain: loss, val: { acc, other: acc } });
    expect({ ...run.summary }).toEqual({ loss: { min: 1, last: 2 }, plain: 2, val: { acc: { max: 0.3 }, other: 0.2 } });
    run.summary['loss'] = 'by hand';
    expect(run.summary['loss']).toBe('by hand');
  });

  it.each<[string, MetricOptions]>([
    ['', {}],
    ['a*b', {}],
    ['a', { stepMetric: 'b*' }],
    ['a', { summary: 'median' as 'min' }],
    ['a', { summary: 'best' }],
    ['a', { goal: 'up' as 'maximize' }],
    ['a', { step_metric: 'b' } as MetricOptions],
  ])('refuses %j with %j', (name, options) => {
    expect(() => run.defineMetric(name, options)).toThrow(expect.objectContaining({ code: 'bad-option' }) as Error);
    expect(recorder.changes).toEqual([]);
  });
});

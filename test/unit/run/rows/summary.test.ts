import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { OpenRow } from '../../../../src/run/rows/open-row';
import { Metrics } from '../../../../src/run/rows/metrics';
import { Summary } from '../../../../src/run/rows/summary';
import { readback } from '../../../../src/values/index';

beforeAll(() => tf.setBackend('cpu'));

/** Notes a row as `log()` does; returns when all of it has been read. */
function note(summary: Summary, data: Record<string, unknown>): Promise<void> {
  const row = new OpenRow(0, { drop: () => undefined });
  row.add(data);
  summary.note(row);
  const slot = row.commit({ runtime: 0, timestamp: 0 });
  return typeof slot === 'string' ? Promise.resolve() : slot.settled;
}

describe('Summary', () => {
  it('holds the last value of each key', () => {
    const summary = new Summary({ before: 1 }, new Metrics([]));
    void note(summary, { a: 1, b: NaN });
    void note(summary, { a: 2 });
    void note(summary, { b: 3, c: Infinity });
    expect(summary.read()).toStrictEqual({ before: 1, a: 2, b: 3, c: Infinity });
  });

  it('lets a value change its kind back and forth', () => {
    const summary = new Summary({}, new Metrics([]));
    for (const value of [1, NaN, 'x', { y: 1 }, 2, [1], null]) {
      void note(summary, { a: value });
      expect(summary.read()).toEqual({ a: value });
    }
  });

  it('merges nested objects leaf by leaf, and with what was there before the page', () => {
    const summary = new Summary({ val: { loss: 1, acc: 0.1 } }, new Metrics([]));
    void note(summary, { val: { acc: 0.5 } });
    void note(summary, { val: { f1: NaN } });
    expect(summary.read()).toEqual({ val: { loss: 1, acc: 0.5, f1: NaN } });
  });

  it('prefers what was set by hand', () => {
    const summary = new Summary({}, new Metrics([]));
    summary.pin({ best: 9 });
    void note(summary, { best: 1, other: 2 });
    summary.pin({ note: 'x' });
    expect(summary.read()).toEqual({ best: 9, other: 2, note: 'x' });
    expect(summary.pinned).toEqual({ best: 9, note: 'x' });
  });

  it('knows values of tensors when they have been read', async () => {
    const summary = new Summary({}, new Metrics([]));
    const tensor = tf.scalar(0.5);
    const read = note(summary, { a: tensor });
    tensor.dispose();
    readback.hurry();
    await read;
    expect(summary.read()).toEqual({ a: 0.5 });
  });

  it('keeps the later value when an earlier tensor is read after it', async () => {
    const summary = new Summary({}, new Metrics([]));
    const tensor = tf.scalar(1);
    const read = note(summary, { a: tensor });
    tensor.dispose();
    void note(summary, { a: 2 });
    void note(summary, { b: NaN });
    readback.hurry();
    await read;
    expect(summary.read()).toEqual({ a: 2, b: NaN });
  });

  it('reads the same twice: to look does not change it, nor what was pinned', () => {
    const summary = new Summary({ val: { loss: 1 } }, new Metrics([]));
    summary.pin({ val: { loss: 5 } });
    expect(summary.read()).toEqual({ val: { loss: 5 } });
    summary.pin({ val: { acc: 1 } });
    expect(summary.read()).toEqual({ val: { loss: 1, acc: 1 } });
  });

  it('gives out copies: to change what was read changes nothing', () => {
    const before = { val: { loss: 1 } };
    const summary = new Summary(before, new Metrics([]));
    summary.pin({ best: { loss: 2 } });
    const read = summary.read() as { val: { loss: number }; best: { loss: number } };
    read.val.loss = 7;
    read.best.loss = 7;
    expect(summary.read()).toEqual({ val: { loss: 1 }, best: { loss: 2 } });
    expect(before).toEqual({ val: { loss: 1 } });
  });
});

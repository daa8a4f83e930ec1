import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunStatus } from '../../../../src/index';
import { startRun } from '../recorder';

let warn: ReturnType<typeof vi.spyOn>;
beforeAll(() => tf.setBackend('cpu'));
beforeEach(
  () =>
    void (warn = vi
      .spyOn(console, 'warn')
      .mockReset()
      .mockImplementation(() => undefined)),
);

const replaced = ({ dropped }: RunStatus) => dropped['value-replaced' as keyof typeof dropped];

describe('a key that is logged again for the step that is being filled', () => {
  it('is counted, and said once with its name, its step and what to do', async () => {
    const { run, recorder } = startRun();
    for (let batch = 0; batch < 150; batch++) run.log({ loss: 1 / (batch + 1) }, { step: Math.floor(batch / 50) });
    run.log({ done: true }, { step: 3 });
    expect((await recorder.logged()).map(({ _step: step, loss }) => [step, loss])).toEqual([
      [0, 1 / 50],
      [1, 1 / 100],
      [2, 1 / 150],
    ]);
    expect(run.status().dropped).toEqual({ 'value-replaced': 147 });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /an earlier value of "loss" .* step 0 .* leave out "step" and "commit", .* \{ loss, epoch \}/,
      ),
    );
  });

  it.each<[string, unknown, unknown]>([
    ['a number and a number', 1, 2],
    ['a number and NaN', 1, NaN],
    ['NaN and a number', NaN, 1],
    ['a string and a list', 'a', ['a']],
    ['two records of other leaves', { loss: 1 }, { acc: 1 }],
    ['a list and null', [1], null],
  ])('is counted of %s, in a row that is gathered without a step too', async (_kind, before, after) => {
    const { run, recorder } = startRun();
    run.log({ k: before, other: 1 }, { commit: false });
    run.log({ k: after });
    expect(await recorder.logged()).toEqual([{ k: after, other: 1, _step: 0 }]);
    expect(replaced(run.status())).toBe(1);
  });

  it('is counted of tensors, and none is left behind', async () => {
    const tensors = tf.memory().numTensors;
    const { run, recorder } = startRun();
    const [a, b] = [tf.scalar(1), tf.scalar(2)];
    run.log({ k: a }, { commit: false });
    run.log({ k: b });
    tf.dispose([a, b]);
    expect(await recorder.logged()).toEqual([{ k: 2, _step: 0 }]);
    expect(replaced(run.status())).toBe(1);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it.each<[string, unknown]>([
    ['a number', 3],
    ['a string', 'a'],
    ['NaN', NaN],
    ['a record', { a: [1, NaN] }],
  ])('is not counted when it is the same again: %s', (_kind, value) => {
    const { run } = startRun();
    run.log({ epoch: value, loss: 1 }, { step: 7 });
    run.log({ epoch: structuredClone(value), acc: 1 }, { step: 7 });
    expect(run.status().dropped).toEqual({});
  });

  it('does not take other keys, other rows, config or summary for it', () => {
    const { run } = startRun();
    run.log({ a: 1 }, { step: 5 });
    run.log({ b: 1 }, { step: 5 });
    // A lower step is a row of its own, and so is one that comes back.
    run.log({ a: 2 }, { step: 3 });
    run.log({ a: 3 }, { step: 5 });
    run.log({ a: 4 }, { step: 5, commit: true });
    run.log({ a: 5 });
    for (let i = 0; i < 3; i++) {
      run.config.update({ a: i });
      run.summary['a'] = i;
    }
    expect(run.status().dropped).toEqual({ 'value-replaced': 1 });
  });

  it('stands when the later value cannot be logged', async () => {
    const { run, recorder } = startRun();
    run.log({ a: 1 }, { commit: false });
    run.log({ a: () => 1 });
    expect(await recorder.logged()).toEqual([{ a: 1, _step: 0 }]);
    expect(run.status().dropped).toEqual({ 'unsupported-value': 1 });
  });
});

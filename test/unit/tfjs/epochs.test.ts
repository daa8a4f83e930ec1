import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitCallbacks } from '../../../src/tfjs/index';
import { readback } from '../../../src/values/index';
import { startRun } from '../run/recorder';

/** Two batches an epoch. */
let model: tf.Sequential;
let x: tf.Tensor2D;

beforeAll(async () => {
  await tf.setBackend('cpu');
  model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  x = tf.ones([8, 1]);
});
afterAll(() => {
  x.dispose();
  model.dispose();
});

type Started = ReturnType<typeof startRun>;
type Callbacks = tf.CustomCallback[];

const callbacksOf = ({ run }: Started, more = {}): Callbacks => fitCallbacks(run, { tf, yieldEvery: 'never', ...more });

async function fit(callbacks: Callbacks, epochs: number, initialEpoch?: number): Promise<void> {
  await model.fit(x, x, {
    epochs,
    batchSize: 4,
    verbose: 0,
    callbacks,
    ...(initialEpoch === undefined ? {} : { initialEpoch }),
  });
}

/** The epochs of the rows at the end of each, and of the rows of batches. */
async function numbers({ recorder }: Started): Promise<{ ends: unknown[]; batches: unknown[] }> {
  readback.hurry();
  const rows = await recorder.logged();
  const numbered = (key: string) => rows.filter((row) => key in row).map((row) => row['epoch']);
  return { ends: numbered('epoch/loss'), batches: numbered('loss') };
}

describe('the number of an epoch', () => {
  it('stands in the row of each of its batches', async () => {
    const started = startRun();
    await fit(callbacksOf(started), 3);
    expect(await numbers(started)).toEqual({ ends: [0, 1, 2], batches: [0, 0, 1, 1, 2, 2] });
  });

  it('goes on with another fit of the same callbacks', async () => {
    const started = startRun();
    const callbacks = callbacksOf(started);
    await fit(callbacks, 2);
    await fit(callbacks, 3);
    expect((await numbers(started)).ends).toEqual([0, 1, 2, 3, 4]);
  });

  it('goes on with other callbacks of the same run, and is not that of another run', async () => {
    const [started, other] = [startRun(), startRun()];
    await fit(callbacksOf(started), 2);
    await fit(callbacksOf(other), 1);
    await fit(callbacksOf(started, { every: 0 }), 1);
    expect((await numbers(started)).ends).toEqual([0, 1, 2]);
    expect((await numbers(other)).ends).toEqual([0]);
  });

  it('goes on where initialEpoch is the end of the last fit, in the count of the run', async () => {
    const started = startRun();
    for (let model2 = 0; model2 < 2; model2++) {
      for (let epoch = 0; epoch < 3; epoch++) await fit(callbacksOf(started), epoch + 1, epoch);
    }
    expect((await numbers(started)).ends).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is what initialEpoch says where training goes back to a checkpoint, and goes on from there', async () => {
    const started = startRun();
    await fit(callbacksOf(started), 5);
    await fit(callbacksOf(started), 4, 2);
    await fit(callbacksOf(started), 1);
    expect((await numbers(started)).ends).toEqual([0, 1, 2, 3, 4, 2, 3, 4]);
  });

  it('goes on after the last one of a run that is resumed', async () => {
    const started = startRun({ resumed: true, step: 20, summary: { epoch: 6 } });
    await fit(callbacksOf(started), 2);
    expect(await numbers(started)).toEqual({ ends: [7, 8], batches: [7, 7, 8, 8] });
  });

  it.each([{ max: 6 }, { min: 0, last: 6 }])(
    'goes on after the last one also where defineMetric says that the summary keeps %j',
    async (epoch) => {
      const started = startRun({ resumed: true, step: 20, summary: { epoch } });
      await fit(callbacksOf(started), 1);
      expect((await numbers(started)).ends).toEqual([7]);
    },
  );

  it('is what initialEpoch says in a run that is resumed', async () => {
    const started = startRun({ resumed: true, step: 20, summary: { epoch: 6 } });
    await fit(callbacksOf(started), 6, 5);
    expect((await numbers(started)).ends).toEqual([5]);
  });

  it.each([
    ['text', 'six'],
    ['part', 6.5],
    ['nothing', undefined],
    ['object', { of: 6 }],
  ])('begins with 0 in a resumed run whose own "epoch" is another thing: %s', async (_kind, epoch) => {
    const started = startRun({ resumed: true, step: 20, summary: epoch === undefined ? {} : { epoch } });
    await fit(callbacksOf(started), 1);
    expect((await numbers(started)).ends).toEqual([0]);
  });

  it('does not heed what the page logs as "epoch" itself', async () => {
    const started = startRun();
    await fit(callbacksOf(started), 1);
    started.run.log({ epoch: 100 });
    await fit(callbacksOf(started), 1);
    expect((await numbers(started)).ends).toEqual([0, 1]);
  });
});

describe('a run that was asked to stop', () => {
  it.each(['the same callbacks', 'other callbacks'])(
    'ends each later fit after its first batch, of which nothing is logged: %s',
    async (kind) => {
      const started = startRun();
      const callbacks = callbacksOf(started);
      await fit(callbacks, 1);
      started.reporter.stop.abort();
      let batches = 0;
      const counter = { onBatchEnd: () => void batches++ };
      for (let i = 0; i < 3; i++) {
        const later = kind === 'other callbacks' ? callbacksOf(started) : callbacks;
        await model.fit(x, x, { epochs: 50, batchSize: 4, verbose: 0, callbacks: [...later, counter] });
      }
      expect(batches).toBe(3);
      expect((await numbers(started)).ends).toEqual([0]);
    },
  );

  it.each([
    ['after them', (ours: Callbacks, plain: object) => [...ours, plain]],
    ['before them', (ours: Callbacks, plain: object) => [plain, ...ours]],
    ['and them in one list', (ours: Callbacks, plain: object) => [plain, ours]],
  ])('ends a fit that has a plain object %s', async (_name, form) => {
    const started = startRun();
    let batches = 0;
    const stops = { onBatchEnd: () => (++batches === 3 ? started.reporter.stop.abort() : undefined) };
    await model.fit(x, x, {
      epochs: 50,
      batchSize: 4,
      verbose: 0,
      callbacks: form(callbacksOf(started), stops) as Callbacks,
    });
    expect(batches).toBeLessThanOrEqual(4);
    // The epoch in which it stops is ended, and said.
    expect((await numbers(started)).ends).toEqual([0, 1]);
  });

  it('ends a fitDataset, too', async () => {
    const started = startRun();
    const callbacks = callbacksOf(started);
    started.reporter.stop.abort();
    const rows = tf.data.array([[1], [1], [1]]);
    await model.fitDataset(tf.data.zip({ xs: rows, ys: rows }).batch(1), { epochs: 9, callbacks });
    expect(started.recorder.rows).toEqual([]);
  });
});

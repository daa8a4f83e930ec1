import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fitCallbacks } from '../../../src/tfjs/index';
import { readback } from '../../../src/values/index';
import type { Row } from '../../../src/wire/index';
import { startRun } from '../run/recorder';

const BATCHES = 4;

let model: tf.Sequential;
let x: tf.Tensor2D;
let y: tf.Tensor2D;

beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => {
  model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'ones' })] });
  model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError', metrics: ['mae'] });
  x = tf.ones([BATCHES * 4, 2]);
  y = tf.zeros([BATCHES * 4, 1]);
});
afterEach(() => {
  tf.dispose([x, y]);
  model.dispose();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

type Options = Omit<Parameters<typeof fitCallbacks<typeof tf>>[1], 'tf'>;

async function train(options: Options = {}, fit: tf.ModelFitArgs = {}, { run, recorder } = startRun()): Promise<Row[]> {
  const callbacks = fitCallbacks(run, { tf, yieldEvery: 'never', ...options });
  await model.fit(x, y, { epochs: 2, batchSize: 4, shuffle: false, verbose: 0, ...fit, callbacks });
  readback.hurry();
  return recorder.logged();
}

describe('fitCallbacks', () => {
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'fitCallbacks(run, { tf })'],
    ['tf itself', tf, 'fitCallbacks(run, { tf })'],
    ['no tf', {}, 'fitCallbacks(run, { tf })'],
    ['an option that there is not', { tf, Every: 2 }, 'did you mean every?'],
    ['every: -1', { tf, every: -1 }, 'every must be a whole number from 0, not -1.'],
    ['every: 0.5', { tf, every: 0.5 }, 'every must be a whole number from 0, not 0.5.'],
    ['every: "2"', { tf, every: '2' }, 'every must be a whole number from 0, not "2".'],
    ['every: NaN', { tf, every: NaN }, 'every must be a whole number from 0, not NaN.'],
    [
      'yieldEvery: "often"',
      { tf, yieldEvery: 'often' },
      'yieldEvery must be a number of milliseconds or one of "auto", "batch", "epoch", "never", not "often".',
    ],
    ['yieldEvery: NaN', { tf, yieldEvery: NaN }, 'not NaN.'],
    ['yieldEvery: null', { tf, yieldEvery: null }, 'not null.'],
    [
      'a callback that is a function',
      { tf, callbacks: [() => undefined] },
      'A callback must be an object, not a function.',
    ],
    ['a callback that is a number', { tf, callbacks: 5 }, 'A callback must be an object, not a number.'],
  ])('refuses %s, and says how it is called', (_kind, options, sentence) => {
    expect(() => fitCallbacks(startRun().run, options as { tf: typeof tf })).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(sentence) as string }) as Error,
    );
  });

  it.each([
    ['a promise of a run', Promise.resolve()],
    ['nothing', undefined],
    ['options', { tf }],
  ])('refuses %s in place of the run', (_kind, run) => {
    expect(() => fitCallbacks(run as never, { tf })).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringContaining('needs a run') as string,
      }) as Error,
    );
  });

  it('takes the global tf of a script tag where it is given none', async () => {
    vi.stubGlobal('tf', tf);
    const { run, recorder } = startRun();
    await model.fit(x, y, {
      epochs: 1,
      batchSize: 4,
      verbose: 0,
      callbacks: fitCallbacks(run, { yieldEvery: 'never' } as unknown as { tf: typeof tf }),
    });
    await model.fit(x, y, {
      epochs: 1,
      batchSize: 4,
      verbose: 0,
      callbacks: (fitCallbacks as (...all: unknown[]) => tf.CustomCallback[])(run),
    });
    readback.hurry();
    expect((await recorder.logged()).filter((row) => 'loss' in row)).toHaveLength(2 * BATCHES);
  });

  it('logs every batch in order, with the values that fit itself reports, and after each epoch its number', async () => {
    // What a plain callback is told, of the same model trained the same way.
    const told: number[] = [];
    const twin = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'ones' })] });
    twin.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError', metrics: ['mae'] });
    await twin.fit(x, y, {
      epochs: 2,
      batchSize: 4,
      shuffle: false,
      yieldEvery: 'never',
      callbacks: { onBatchEnd: async (_batch, logs) => void told.push(logs!['loss']!) },
    });
    twin.dispose();

    const rows = await train();
    expect(rows.map((row) => row['_step'])).toEqual(Array.from({ length: 2 * (BATCHES + 1) }, (_, i) => i));
    expect(rows.map((row) => row['epoch'])).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    const losses = rows.filter((row) => 'loss' in row).map((row) => row['loss'] as number);
    losses.forEach((loss, i) => expect(loss).toBeCloseTo(told[i]!, 5));
    expect(losses).toHaveLength(2 * BATCHES);
    expect(losses[0]).toBeGreaterThan(losses.at(-1)!);
    expect(Object.keys(rows[0]!).sort()).toEqual(['_step', 'epoch', 'loss', 'mae']);
  });

  it('logs every so many batches', async () => {
    const rows = await train({ every: 3 });
    expect(rows.filter((row) => 'loss' in row)).toHaveLength(3);
    expect(rows.filter((row) => 'epoch/loss' in row)).toHaveLength(2);
  });

  it('logs epochs only with every: 0, and then their means', async () => {
    const rows = await train({ every: 0 });
    expect(rows.map((row) => Object.keys(row).sort())).toEqual([
      ['_step', 'epoch', 'epoch/loss', 'epoch/mae', 'loss', 'mae'],
      ['_step', 'epoch', 'epoch/loss', 'epoch/mae', 'loss', 'mae'],
    ]);
    expect(rows.every((row) => typeof row['loss'] === 'number')).toBe(true);
  });

  it('logs with the epoch its own means, under names of their own, and the validation metrics', async () => {
    const rows = await train({}, { validationData: [x, y] });
    const epochs = rows.filter((row) => 'epoch/loss' in row);
    expect(epochs.map((row) => Object.keys(row).sort())).toEqual([
      ['_step', 'epoch', 'epoch/loss', 'epoch/mae', 'val_loss', 'val_mae'],
      ['_step', 'epoch', 'epoch/loss', 'epoch/mae', 'val_loss', 'val_mae'],
    ]);
    for (const epoch of [0, 1]) {
      const losses = rows.filter((row) => row['epoch'] === epoch && 'loss' in row).map((row) => row['loss'] as number);
      expect(epochs[epoch]!['epoch/loss']).toBeCloseTo(losses.reduce((sum, loss) => sum + loss) / BATCHES, 5);
    }
    expect(epochs.every((row) => typeof row['val_loss'] === 'number')).toBe(true);
  });

  it.each([1, 0, 3])('leaves no tensor behind with every: %i', async (every) => {
    await train({ every });
    const before = tf.memory().numTensors;
    await train({ every }, { validationData: [x, y] });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('ends the training after the batch in which somebody asks to stop', async () => {
    const started = startRun();
    const { run, recorder, reporter } = started;
    const log = run.log.bind(run);
    run.log = (...all) => {
      log(...all);
      if (recorder.rows.length === 2) reporter.stop.abort();
    };
    const rows = await train({}, { epochs: 5 }, started);
    expect(rows.filter((row) => 'loss' in row)).toHaveLength(2);
  });

  it('trains a data set, too', async () => {
    const { run, recorder } = startRun();
    const data = tf.data
      .zip({
        xs: tf.data.array([
          [1, 1],
          [1, 1],
          [1, 1],
        ]),
        ys: tf.data.array([[0], [0], [0]]),
      })
      .batch(1);
    await model.fitDataset(data, { epochs: 1, callbacks: fitCallbacks(run, { tf, yieldEvery: 'never' }) });
    readback.hurry();
    expect((await recorder.logged()).filter((row) => 'loss' in row)).toHaveLength(3);
  });

  it.each(['auto', 'batch', 'epoch', 1] as const)(
    'yields with yieldEvery %s where there is no page: in Node, in a worker',
    async (yieldEvery) => {
      const rows = await train({ yieldEvery });
      expect(rows).toHaveLength(2 * (BATCHES + 1));
    },
  );

  it('goes on in a hidden tab, where no frame ever comes', async () => {
    const document = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
    vi.stubGlobal('document', document);
    const cancelled = vi.fn();
    vi.stubGlobal('requestAnimationFrame', () => 7);
    vi.stubGlobal('cancelAnimationFrame', cancelled);
    expect(await train({ yieldEvery: 'batch' })).toHaveLength(2 * (BATCHES + 1));
    expect(cancelled.mock.calls.every(([frame]) => frame === 7)).toBe(true);
    expect(cancelled.mock.calls.length).toBeGreaterThanOrEqual(2 * BATCHES);
  });

  it('goes on with the next frame when its message is lost', async () => {
    vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'hidden' }));
    vi.stubGlobal('requestAnimationFrame', (callback: () => void) => Number(setImmediate(callback)));
    vi.stubGlobal('cancelAnimationFrame', () => undefined);
    vi.spyOn(MessagePort.prototype, 'postMessage').mockImplementation(() => undefined);
    expect(await train({ yieldEvery: 'batch' })).toHaveLength(2 * (BATCHES + 1));
  });

  it('goes on when the tab is hidden while it waits for a frame, and leaves no listener behind', async () => {
    const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    const [add, remove] = [vi.spyOn(document, 'addEventListener'), vi.spyOn(document, 'removeEventListener')];
    vi.stubGlobal('document', document);
    vi.stubGlobal('cancelAnimationFrame', () => undefined);
    let frames = 0;
    vi.stubGlobal('requestAnimationFrame', (callback: () => void) => {
      if (frames++ === 2) {
        document.visibilityState = 'hidden';
        document.dispatchEvent(new Event('visibilitychange'));
      } else setImmediate(callback);
      return 0;
    });
    expect(await train({ yieldEvery: 'batch' })).toHaveLength(2 * (BATCHES + 1));
    expect(add.mock.calls.length - remove.mock.calls.length).toBeLessThanOrEqual(1);
  });
});

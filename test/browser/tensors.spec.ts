import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from '../support/fixtures';
import type * as tensorflow from '@tensorflow/tfjs';
import type { fitCallbacks } from '../../src/tfjs/index';
import { parseRow } from '../../src/wire/index';
import { newPage } from '../support/browser';
import { openRun } from '../support/stage';

declare global {
  interface Window {
    tf: typeof tensorflow;
    fitCallbacks: typeof fitCallbacks;
  }
}

let page: Page;
test.beforeEach(async ({ stage }) => {
  ({ page } = await newPage(stage.browser));
  await page.goto(stage.pageUrl());
  await page.addScriptTag({ path: 'node_modules/@tensorflow/tfjs/dist/tf.min.js' });
  await page.route('**/dist/*', (route) => route.fulfill({ path: `dist/${basename(route.request().url())}` }));
  await page.addScriptTag({
    type: 'module',
    content: "import { fitCallbacks } from '/dist/tfjs.js';\nwindow.fitCallbacks = fitCallbacks;",
  });
  await page.waitForFunction(() => 'fitCallbacks' in window);
});

for (const backend of ['cpu', 'webgl'] as const) {
  test.describe(`tensors on the ${backend} backend`, () => {
    test.beforeEach(async () => {
      const active = await page.evaluate(async (name) => {
        await window.tf.setBackend(name);
        return window.tf.getBackend();
      }, backend);
      expect(active).toBe(backend);
    });

    test('scalars, lists, histograms and images, and no tensor is left behind', async ({ stage }) => {
      const id = await openRun(page);
      const counts = await page.evaluate(async () => {
        const { tf, run, spoor } = window;
        const before = tf.memory().numTensors;
        const seven = tf.scalar(7);
        const variable = tf.variable(seven);
        seven.dispose();
        for (let i = 0; i < 200; i++) {
          tf.tidy(() => run.log({ square: tf.scalar(i).square(), half: tf.scalar(i).div(2) }));
        }
        run.log({ variable });
        const next = tf.scalar(8);
        variable.assign(next);
        next.dispose();
        const short = tf.tensor1d([1, 2, 3], 'int32');
        const long = tf.range(0, 64);
        const gone = tf.scalar(1);
        gone.dispose();
        const picture = tf.ones([4, 6, 3]);
        run.log({
          short,
          long,
          gone,
          picture: new spoor.Image(picture),
          spread: new spoor.Histogram(long, { bins: 4 }),
        });
        // Disposed before anything has been read.
        for (const tensor of [short, long, picture, variable]) tensor.dispose();
        await run.synced();
        return { before, after: tf.memory().numTensors, dropped: run.status().dropped };
      });
      expect(counts.dropped).toEqual({ 'unreadable-tensor': 1 });
      const lines = stage.stored(id)!.lines.map(({ text }) => parseRow(text));
      expect(lines.slice(0, 200)).toEqual(
        Array.from({ length: 200 }, (_, i) => expect.objectContaining({ square: i * i, half: i / 2, _step: i })),
      );
      expect(lines[200]).toMatchObject({ variable: 7 });
      expect(lines[201]).toMatchObject({
        short: [1, 2, 3],
        long: { _type: 'histogram', values: Array.from({ length: 32 }, () => 2) },
        spread: { values: [16, 16, 16, 16] },
        picture: { _type: 'image-file', width: 6, height: 4 },
      });
      expect(lines[201]).not.toHaveProperty('gone');
      expect(counts.after - counts.before).toBe(0);
    });

    test('fitCallbacks logs every batch in order and leaves the tensor count as it was', async ({ stage }) => {
      const id = await openRun(page);
      const { before, after, history } = await page.evaluate(async () => {
        const { tf, run, fitCallbacks } = window;
        const model = tf.sequential({
          layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })],
        });
        model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1), metrics: ['mae'] });
        const x = tf.linspace(-1, 1, 64).reshape([64, 1]);
        const y = x.mul(2);
        // The optimizer makes its variables in the first fit.
        await model.fit(x, y, { epochs: 1, batchSize: 8, shuffle: false });
        const count = tf.memory().numTensors;
        const fitted = await model.fit(x, y, {
          epochs: 3,
          batchSize: 8,
          shuffle: false,
          validationData: [x, y],
          callbacks: fitCallbacks(run, { tf }),
        });
        await run.synced();
        return { before: count, after: tf.memory().numTensors, history: fitted.history as Record<string, number[]> };
      });
      expect(after).toBe(before);
      const lines = stage.stored(id)!.lines.map(({ text }) => parseRow(text));
      expect(lines).toHaveLength(3 * 8 + 3);
      const batches = lines.filter((row) => 'loss' in row);
      expect(batches.every((row) => typeof row['loss'] === 'number' && typeof row['mae'] === 'number')).toBe(true);
      // An epoch's loss is the mean of its batches': what tfjs says itself.
      for (let epoch = 0; epoch < 3; epoch++) {
        const losses = batches.slice(epoch * 8, epoch * 8 + 8).map((row) => row['loss'] as number);
        expect(losses.reduce((sum, loss) => sum + loss, 0) / 8).toBeCloseTo(history['loss']![epoch]!, 5);
      }
      expect(lines.filter((row) => 'epoch/loss' in row).map((row) => [row['epoch'], row['val_loss']])).toEqual(
        history['val_loss']!.map((loss, epoch) => [epoch, expect.closeTo(loss, 5)]),
      );
    });

    for (const form of ['[...ours, plain]', '[plain, ours]', '[earlyStopping, plain, ...ours]', 'option'] as const) {
      test(`fitCallbacks beside other callbacks: ${form}`, async ({ stage }) => {
        const id = await openRun(page);
        const { before, after, seen, history } = await page.evaluate(async (name) => {
          const { tf, run, fitCallbacks } = window;
          const model = tf.sequential({
            layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })],
          });
          model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
          const x = tf.linspace(-1, 1, 64).reshape([64, 1]);
          const y = x.mul(2);
          await model.fit(x, y, { epochs: 1, batchSize: 8, shuffle: false });
          const count = tf.memory().numTensors;
          const losses: number[] = [];
          const plain = {
            onBatchEnd: async (_batch: number, logs?: { [metric: string]: number }) => void losses.push(logs!['loss']!),
            onEpochEnd: async (_epoch: number, logs?: { [metric: string]: number }) => void losses.push(logs!['loss']!),
          };
          const patient = tf.callbacks.earlyStopping({ monitor: 'loss', patience: 5 });
          const forms: Record<string, () => unknown> = {
            '[...ours, plain]': () => [...fitCallbacks(run, { tf }), plain],
            '[plain, ours]': () => [plain, fitCallbacks(run, { tf })],
            '[earlyStopping, plain, ...ours]': () => [patient, plain, ...fitCallbacks(run, { tf })],
            option: () => fitCallbacks(run, { tf, callbacks: [plain, patient] }),
          };
          const callbacks = forms[name]!() as tensorflow.CustomCallback[];
          const fitted = await model.fit(x, y, { epochs: 2, batchSize: 8, shuffle: false, callbacks });
          await run.synced();
          return {
            before: count,
            after: tf.memory().numTensors,
            seen: losses,
            history: fitted.history['loss'] as number[],
          };
        }, form);
        expect(after).toBe(before);
        const lines = stage.stored(id)!.lines.map(({ text }) => parseRow(text));
        expect(lines.map((row) => row['epoch'])).toEqual([
          ...Array.from({ length: 9 }, () => 0),
          ...Array.from({ length: 9 }, () => 1),
        ]);
        // The user's own callback was told the same numbers, at the same moments.
        expect(lines.map((row) => row['loss'] ?? row['epoch/loss'])).toEqual(
          seen.map((loss) => expect.closeTo(loss, 5)),
        );
        expect(history).toHaveLength(2);
      });
    }

    test('a stop request on the server ends fit', async ({ stage }) => {
      const id = await openRun(page, { settings: { transmitInterval: 50 } });
      const training = page.evaluate(async () => {
        const { tf, run, fitCallbacks } = window;
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
        model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
        const x = tf.zeros([8, 1]);
        // Without the request this would take minutes.
        await model.fit(x, x, {
          epochs: 100_000,
          batchSize: 8,
          callbacks: fitCallbacks(run, { tf, yieldEvery: 'batch' }),
        });
        await run.synced();
        return { stopped: run.signal.aborted, epochs: run.step };
      });
      await expect.poll(() => stage.stored(id)?.lines.length ?? 0).toBeGreaterThan(3);
      await stage.requestStop(id);
      const { stopped, epochs } = await training;
      expect(stopped).toBe(true);
      expect(epochs).toBeLessThan(100_000);
    });
  });
}

test('fitCallbacks goes on counting epochs when its run is resumed by another page', async ({ stage }) => {
  const { page: training } = await newPage(stage.browser);
  const fit = async (id?: string) => {
    await training.goto(stage.pageUrl());
    await training.addScriptTag({ path: 'node_modules/@tensorflow/tfjs/dist/tf.min.js' });
    await training.addScriptTag({ path: 'dist/spoor.tfjs.iife.js' });
    const opened = await openRun(training, id === undefined ? {} : { id });
    await training.evaluate(async () => {
      const { tf, run, spoor } = window;
      await tf.setBackend('cpu');
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
      model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
      const ones = tf.ones([8, 1]);
      const { fitCallbacks: ofScriptTag } = spoor as unknown as {
        fitCallbacks: (run: unknown) => tensorflow.CustomCallback[];
      };
      await model.fit(ones, ones, { epochs: 2, batchSize: 8, callbacks: ofScriptTag(run) });
      await run.synced();
    });
    return opened;
  };
  const id = await fit();
  await fit(id);
  const epochs = stage.stored(id)!.lines.map(({ text }) => parseRow(text)['epoch']);
  expect(epochs).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
});

test('costs what a GPU has lost, and nothing behind it', async ({ stage }) => {
  const { page: fresh } = await newPage(stage.browser);
  await fresh.goto(stage.pageUrl());
  await fresh.addScriptTag({ path: 'node_modules/@tensorflow/tfjs/dist/tf.min.js' });
  const id = await openRun(fresh);
  const { reading, status } = await fresh.evaluate(async () => {
    const { tf, run } = window;
    await tf.setBackend('webgl');
    const { gl } = (tf.backend() as unknown as { gpgpu: { gl: WebGLRenderingContext } }).gpgpu;
    run.log({ a: 1 });
    const value = tf.tidy(() =>
      tf
        .ones([64, 64])
        .matMul(tf.ones([64, 64]))
        .sum(),
    );
    run.log({ value });
    run.log({ b: 2 });
    const waiting = run.status().reading;
    gl.getExtension('WEBGL_lose_context')!.loseContext();
    await run.synced();
    await run.finish();
    return { reading: waiting, status: run.status() };
  });
  expect(reading).toBe(1);
  expect(status).toMatchObject({ reading: 0, dropped: { 'unreadable-tensor': 1 }, acknowledged: 3 });
  const lines = stage.stored(id)!.lines.map(({ text }) => parseRow(text));
  expect(lines).toMatchObject([{ a: 1 }, { _step: 1 }, { b: 2 }]);
  expect(lines[1]).not.toHaveProperty('value');
});

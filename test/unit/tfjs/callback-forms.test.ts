import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fitCallbacks, type OwnCallback } from '../../../src/tfjs/index';
import { readback } from '../../../src/values/index';
import type { Row } from '../../../src/wire/index';
import { startRun } from '../run/recorder';

/** In which forms, and in which order, people give callbacks to `fit`, with the real tfjs. */
const BATCHES = 4;
const EPOCHS = 3;

let model: tf.Sequential;
let x: tf.Tensor2D;
let y: tf.Tensor2D;

beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => {
  model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'ones' })] });
  model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });
  x = tf.ones([BATCHES * 4, 2]);
  y = tf.zeros([BATCHES * 4, 1]);
});
afterEach(() => {
  tf.dispose([x, y]);
  model.dispose();
  vi.unstubAllGlobals();
});

/** What the user's own callbacks were told. */
interface Seen {
  calls: string[];
  losses: unknown[];
}

/** A plain object with every hook, as `tfvis.show.fitCallbacks` and most examples give it. */
function plain(seen: Seen): tf.CustomCallbackArgs {
  return {
    onTrainBegin: () => void seen.calls.push('train'),
    onTrainEnd: () => void seen.calls.push('end'),
    onEpochBegin: async (epoch) => void seen.calls.push(`epoch ${epoch}`),
    onEpochEnd: async (epoch, logs) => {
      await new Promise((resolve) => setTimeout(resolve));
      seen.calls.push(`end of ${epoch}`);
      seen.losses.push(logs!['loss']);
    },
    onBatchBegin: () => void seen.calls.push('begin'),
    onBatchEnd: async (_batch, logs) => {
      await new Promise((resolve) => setTimeout(resolve));
      seen.calls.push('batch');
      seen.losses.push(logs!['loss']);
    },
  };
}

/** The hooks are methods of a class, which use `this`. */
class Notes {
  readonly #seen: Seen;
  constructor(seen: Seen) {
    this.#seen = seen;
  }
  onBatchEnd(_batch: number, logs?: tf.Logs): void {
    this.#seen.losses.push(logs!['loss']);
  }
}

const early = () => tf.callbacks.earlyStopping({ monitor: 'loss', patience: 0, minDelta: 1e9 });

const PLAIN_CALLS = Array.from({ length: EPOCHS }, (_, epoch) => [
  `epoch ${epoch}`,
  ...Array.from({ length: BATCHES }, () => ['begin', 'batch']).flat(),
  `end of ${epoch}`,
]).flat();

type Ours = tf.CustomCallback[];
type Form = [name: string, form: (ours: () => Ours, seen: Seen) => unknown];

const ALONE: Form[] = [
  ['the list', (ours) => ours()],
  ['the one callback of it', (ours) => ours()[0]],
  ['a list with the list in it', (ours) => [ours()]],
  ['a list that is joined', (ours) => ([] as Ours).concat(ours())],
];

const WITH_PLAIN: Form[] = [
  ['[...ours, {}]', (ours, seen) => [...ours(), plain(seen)]],
  ['[{}, ...ours]', (ours, seen) => [plain(seen), ...ours()]],
  ['[ours, {}]', (ours, seen) => [ours(), plain(seen)]],
  ['[{}, ours]', (ours, seen) => [plain(seen), ours()]],
  ['[...ours, [{}]]', (ours, seen) => [...ours(), [plain(seen)]]],
  ['[instance, {}, ...ours]', (ours, seen) => [new tf.CustomCallback({}, 'never'), plain(seen), ...ours()]],
  ['[...ours, false, {}]', (ours, seen) => [...ours(), false, plain(seen), undefined]],
];

const WITH_EARLY: Form[] = [
  ['[...ours, earlyStopping]', (ours) => [...ours(), early()]],
  ['[earlyStopping, ...ours]', (ours) => [early(), ...ours()]],
  ['[earlyStopping, ours]', (ours) => [early(), ours()]],
  ['[...ours, {}, earlyStopping]', (ours, seen) => [...ours(), plain(seen), early()]],
  ['[...ours, earlyStopping, {}]', (ours, seen) => [...ours(), early(), plain(seen)]],
  ['[earlyStopping, {}, ...ours]', (ours, seen) => [early(), plain(seen), ...ours()]],
];

async function fit(callbacks: unknown, epochs = EPOCHS): Promise<tf.History> {
  return model.fit(x, y, {
    epochs,
    batchSize: 4,
    shuffle: false,
    verbose: 0,
    callbacks: callbacks as tf.CustomCallback[],
  });
}

async function logged(recorder: ReturnType<typeof startRun>['recorder']): Promise<Row[]> {
  readback.hurry();
  return recorder.logged();
}

/**
 * Trains once to let the optimizer make its variables, then with the callbacks: what was logged, and the tensors that
 * are left.
 */
async function train(
  form: Form[1],
  options: Partial<Parameters<typeof fitCallbacks<typeof tf>>[1]> = {},
  { run, recorder } = startRun(),
) {
  await fit(undefined, 1);
  const before = tf.memory().numTensors;
  const seen: Seen = { calls: [], losses: [] };
  const history = await fit(form(() => fitCallbacks(run, { tf, yieldEvery: 'batch', ...options }), seen));
  const rows = await logged(recorder);
  expect(tf.memory().numTensors).toBe(before);
  return { rows, seen, losses: history.history['loss'] as number[] };
}

function expectAll(rows: Row[], losses: number[], epochs = EPOCHS): void {
  expect(losses).toHaveLength(epochs);
  expect(rows.map((row) => row['epoch'])).toEqual(
    Array.from({ length: epochs * (BATCHES + 1) }, (_, i) => Math.floor(i / (BATCHES + 1))),
  );
  expect(rows.filter((row) => typeof row['loss'] === 'number')).toHaveLength(epochs * BATCHES);
  rows.filter((row) => 'epoch/loss' in row).forEach((row, i) => expect(row['epoch/loss']).toBeCloseTo(losses[i]!, 5));
  expect(rows.filter((row) => 'epoch/loss' in row)).toHaveLength(epochs);
}

describe('callbacks in any form that fit takes', () => {
  it.each(ALONE)('alone: %s', async (_name, form) => {
    const { rows, losses } = await train(form);
    expectAll(rows, losses);
  });

  it.each(WITH_PLAIN)('with a plain object: %s', async (_name, form) => {
    const { rows, losses, seen } = await train(form);
    expectAll(rows, losses);
    // Awaited, in order, with numbers: as tfjs does it.
    expect(seen.calls).toEqual(['train', ...PLAIN_CALLS, 'end']);
    const batches = rows.map((row) => row['loss'] ?? row['epoch/loss']);
    seen.losses.forEach((loss, i) => expect(loss).toBeCloseTo(batches[i] as number, 5));
    expect(seen.losses).toHaveLength(batches.length);
  });

  it.each(WITH_EARLY)('with earlyStopping, which ends it: %s', async (_name, form) => {
    const { rows, losses, seen } = await train(form);
    expectAll(rows, losses, 2);
    expect(seen.losses.every((loss) => typeof loss === 'number')).toBe(true);
  });

  it.each<Form>([
    ['a plain object', (ours, seen) => [...ours(), plain(seen)]],
    ['the same, nested', (ours, seen) => [ours(), plain(seen)]],
  ])('does not end in tfjs with epochs only, and %s', async (_name, form) => {
    const { rows } = await train(form, { every: 0 });
    expect(rows.map((row) => row['epoch'])).toEqual([0, 1, 2]);
  });

  it.each<Form>([
    ['[{}, ...ours, earlyStopping]', (ours, seen) => [plain(seen), ...ours(), early()]],
    ['[{}, earlyStopping, ...ours]', (ours, seen) => [plain(seen), early(), ...ours()]],
    ['[ours, earlyStopping]', (ours) => [ours(), early()]],
    ['[ours, an instance of tf.CustomCallback]', (ours) => [ours(), new tf.CustomCallback({}, 'never')]],
  ])('says what to do where tfjs has lost an instance already: %s', async (_name, form) => {
    const { run, recorder } = startRun();
    await expect(fit(form(() => fitCallbacks(run, { tf }), { calls: [], losses: [] }))).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringContaining('fitCallbacks(run, { tf, callbacks: [...] })') as string,
    });
    expect(recorder.rows).toEqual([]);
    // Nothing of it stays with the model.
    await fit(undefined, 1);
  });

  it('leaves lists without callbacks of ours as tfjs takes them', async () => {
    const { run } = startRun();
    fitCallbacks(run, { tf });
    const seen: Seen = { calls: [], losses: [] };
    await expect(fit([early(), plain(seen)])).rejects.toThrow('setParams is not a function');
    await fit([plain(seen)]);
    expect(seen.calls).toEqual(['train', ...PLAIN_CALLS, 'end']);
  });

  it('trains a data set, too', async () => {
    const { run, recorder } = startRun();
    const seen: Seen = { calls: [], losses: [] };
    const ones = Array.from({ length: 3 }, () => [1, 1]);
    const data = tf.data.zip({ xs: tf.data.array(ones), ys: tf.data.array([[0], [0], [0]]) }).batch(1);
    await model.fitDataset(data, {
      epochs: 1,
      callbacks: [...fitCallbacks(run, { tf, yieldEvery: 'never' }), plain(seen) as never],
    });
    expect((await logged(recorder)).filter((row) => 'loss' in row)).toHaveLength(3);
    expect(seen.calls.filter((call) => call === 'batch')).toHaveLength(3);
  });

  it('logs for two runs at once', async () => {
    const runs = [startRun(), startRun()];
    await fit(runs.map(({ run }) => fitCallbacks(run, { tf, yieldEvery: 'never' })));
    for (const { recorder } of runs) expect(await logged(recorder)).toHaveLength(EPOCHS * (BATCHES + 1));
  });

  it('logs what a copy of tfjs hands over that does not know the classes of tf', async () => {
    const { run, recorder } = startRun();
    const seen: Seen = { calls: [], losses: [] };
    // The other copy takes them for plain objects.
    class Foreign {}
    const [callback] = fitCallbacks(run, { tf, yieldEvery: 'never' });
    const hooks = Object.fromEntries(Object.entries(callback!).filter(([name]) => name.startsWith('on')));
    await fit([
      Object.assign(new Foreign(), { ...hooks, onTrainBegin: () => hooks['onTrainBegin']!.call(undefined) }),
      plain(seen),
    ]);
    expect(await logged(recorder)).toHaveLength(EPOCHS * (BATCHES + 1));
  });
});

describe('the option callbacks', () => {
  const through =
    (others: (seen: Seen) => OwnCallback): Form[1] =>
    (_ours, seen) =>
      fitCallbacks(run, { tf, yieldEvery: 'batch', callbacks: others(seen) });
  let { run, recorder, reporter } = startRun();
  beforeEach(() => void ({ run, recorder, reporter } = startRun()));
  // A tensor that still waits to be read back would be counted by the test after this one.
  afterEach(() => logged(recorder));

  it.each<[string, (seen: Seen) => OwnCallback]>([
    ['a plain object', plain],
    ['a list of one', (seen) => [plain(seen)]],
    ['a list within a list', (seen) => [[plain(seen)], []]],
    ['among what may be missing', (seen) => [null, plain(seen), undefined, false]],
  ])('takes %s', async (_name, others) => {
    const { seen, losses } = await train(through(others), {}, { run, recorder, reporter });
    expectAll(await logged(recorder), losses);
    expect(seen.calls).toEqual(['train', ...PLAIN_CALLS, 'end']);
    expect(seen.losses.every((loss) => typeof loss === 'number')).toBe(true);
  });

  it.each<[string, (seen: Seen) => OwnCallback]>([
    ['earlyStopping', () => early()],
    ['a plain object before it', (seen) => [plain(seen), early()]],
    ['a plain object after it', (seen) => [early(), plain(seen)]],
  ])('takes an instance: %s', async (_name, others) => {
    const { losses } = await train(through(others), {}, { run, recorder, reporter });
    expectAll(await logged(recorder), losses, 2);
  });

  it('stands in any list as a whole', async () => {
    const seen: Seen = { calls: [], losses: [] };
    const { history } = await fit([plain(seen), fitCallbacks(run, { tf, callbacks: [early()] })]);
    expectAll(await logged(recorder), history['loss'] as number[], 2);
    expect(seen.calls.filter((call) => call === 'batch')).toHaveLength(2 * BATCHES);
  });

  it('leaves the hooks of a class their this', async () => {
    const { seen } = await train(
      through((noted) => new Notes(noted)),
      {},
      { run, recorder, reporter },
    );
    expect(seen.losses).toHaveLength(EPOCHS * BATCHES);
    expect(seen.losses.every((loss) => typeof loss === 'number')).toBe(true);
  });

  it('calls onYield as often as it is to yield', async () => {
    const yields: number[] = [];
    await fit(
      fitCallbacks(run, { tf, yieldEvery: 1, callbacks: { onYield: (epoch: number) => void yields.push(epoch) } }),
      1,
    );
    expect(yields.length).toBeGreaterThan(0);
  });

  it('rejects fit with the error of a callback, as tfjs does', async () => {
    const fails = {
      onEpochEnd: () => {
        throw new Error('of the user');
      },
    };
    await expect(fit(fitCallbacks(run, { tf, callbacks: fails }))).rejects.toThrow('of the user');
  });

  it('goes on in a hidden tab, where tfjs alone waits for a frame that never comes', async () => {
    vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'hidden' }));
    vi.stubGlobal('requestAnimationFrame', () => 7);
    vi.stubGlobal('cancelAnimationFrame', () => undefined);
    const seen: Seen = { calls: [], losses: [] };
    const others = [plain(seen), new tf.CustomCallback({}, 'batch'), { onYield: () => undefined }];
    await fit([...fitCallbacks(run, { tf, yieldEvery: 'batch' }), ...others]);
    await fit([plain(seen), ...fitCallbacks(run, { tf, yieldEvery: 1 })]);
    expect(await logged(recorder)).toHaveLength(2 * EPOCHS * (BATCHES + 1));
  });
});

import type { Run } from '../run/run';
import { SpoorError } from '../wire/index';
import { checkOptions, COUNT, type OptionRules, type TensorLike } from '../values/index';
import { callbackList } from './callback-list';
import { Epochs } from './epochs';
import { nextFrame } from './next-frame';
import type { Logs, OwnCallback, TensorFlow, YieldEvery } from './tensorflow';

/** What `fitCallbacks` takes. */
export interface FitCallbacksOptions<Tf extends TensorFlow> {
  /** Your `tf`. Default, for a script tag: the page's global `tf`. */
  tf: Tf;
  /** Logs every so many batches, a whole number; default 1, every batch. 0 logs epochs only. */
  every?: number;
  /** How often training lets the page breathe; default "auto", every 125 ms, as `fit` itself does. */
  yieldEvery?: YieldEvery;
  /**
   * Your own callbacks, in any mixture and nesting: plain objects, which get numbers and are awaited as by `fit`
   * itself, and instances such as `tf.callbacks.earlyStopping()`. Default: none.
   */
  callbacks?: OwnCallback;
}

const YIELD_EVERY = ['auto', 'batch', 'epoch', 'never'];

const OPTIONS: OptionRules<FitCallbacksOptions<TensorFlow>> = {
  tf: null,
  every: COUNT,
  yieldEvery: {
    what: `a number of milliseconds or one of "${YIELD_EVERY.join('", "')}"`,
    is: (value) => YIELD_EVERY.includes(value as string) || (typeof value === 'number' && value >= 0),
  },
  callbacks: null,
};

/**
 * Callbacks for `model.fit` and `model.fitDataset` that log
 *
 * - each batch: its metrics as `loss`, `acc`, …, with `epoch`, the number of the epoch that it belongs to;
 * - after each epoch: `epoch`, the means over its batches as `epoch/loss`, `epoch/acc`, …, and the validation metrics
 *   as `val_loss`, `val_acc`, …; with `every: 0` the means as `loss`, `acc`, … too.
 *
 * Epochs are counted from 0 over the whole run: a `fit` that begins at 0 goes on after the last epoch that the run has,
 * also when the run was resumed. With `initialEpoch` it goes on when that is where the last `fit` has ended; another
 * `initialEpoch`, such as that of a checkpoint, is taken as it is.
 *
 * A callback given as a plain object makes tfjs read every metric back from the GPU and wait for it, in every batch
 * (2.6 times the time per batch on WebGL). This one is a `tf.CustomCallback` that tfjs hands the scalars unread; Spoor
 * keeps a clone of each and reads many at once. Training goes on in a hidden tab, where tfjs' own would wait for an
 * animation frame that never comes.
 *
 * Other callbacks may stand beside these, before or after: plain objects and instances, which tfjs alone does not take
 * in one list. Where tfjs makes that impossible, because a plain object comes before an instance, `fit` is rejected
 * with a sentence; `callbacks` takes them in any order.
 *
 * Training ends after the batch in which `run.signal` is aborted. Each later `fit` with callbacks of this run ends
 * after its first batch, which is not logged.
 *
 * @param options your `tf`, how often to log, and your own callbacks.
 * @throws SpoorError `bad-option` without a run or `tf`, for an unknown option, and for a wrong one.
 * @example await model.fit(x, y, { epochs: 5, callbacks: fitCallbacks(run, { tf }) });
 * @example
 * const stop = tf.callbacks.earlyStopping({ monitor: 'loss' });
 * const callbacks = [...fitCallbacks(run, { tf }), stop, { onEpochEnd: draw }];
 * await model.fit(x, y, { epochs: 5, callbacks });
 */
export function fitCallbacks<Tf extends TensorFlow>(
  run: Run,
  options: FitCallbacksOptions<Tf>,
): InstanceType<Tf['CustomCallback']>[] {
  // Such as the promise of `init`.
  if (typeof (run as Partial<Run> | undefined)?.useTensorFlow !== 'function')
    throw new SpoorError('bad-option', 'fitCallbacks() needs a run: fitCallbacks(await init({ project }), { tf }).');
  const { every = 1, yieldEvery = 'auto', callbacks, tf } = read(options);
  run.useTensorFlow(tf);
  const own = new tf.CustomCallback({ nextFrameFunc: nextFrame }, yieldEvery);
  const breathe = {
    epoch: own.onEpochEnd.bind(own),
    batch: own.onBatchEnd.bind(own),
    begin: own.onEpochBegin.bind(own),
  };
  const epochs = new Epochs(run);
  let model: { stopTraining?: boolean } | null = null;
  let seen = 0;
  let isOver = false;
  // Own functions, which need no `this`: tfjs may take them from the callback and call them by themselves.
  const hooks = {
    setModel(trained: object): void {
      model = trained;
    },
    async onTrainBegin(): Promise<void> {
      isOver = run.signal.aborted;
      epochs.restart();
    },
    async onTrainEnd(): Promise<void> {},
    async onEpochBegin(epoch: number, logs?: never): Promise<void> {
      if (!isOver) epochs.begin(epoch);
      await breathe.begin(epoch, logs);
    },
    async onBatchBegin(): Promise<void> {},
    async onBatchEnd(batch: number, logs?: never): Promise<void> {
      if (!isOver && every > 0 && seen++ % every === 0) run.log({ epoch: epochs.current, ...metricsOf(logs) });
      if (run.signal.aborted && model) model.stopTraining = true;
      await breathe.batch(batch, logs);
    },
    async onEpochEnd(epoch: number, logs?: never): Promise<void> {
      if (!isOver) run.log({ epoch: epochs.current, ...epochMetricsOf(logs, every === 0) });
      await breathe.epoch(epoch, logs);
    },
  };
  return callbackList(tf, Object.assign(own, hooks), callbacks, yieldEvery) as InstanceType<Tf['CustomCallback']>[];
}

function read<Tf extends TensorFlow>(options: FitCallbacksOptions<Tf> | undefined): FitCallbacksOptions<Tf> {
  // tfjs itself in place of the options is taken for a mistake of the call, not for a hundred unknown options.
  const isTf = typeof (options as Partial<TensorFlow> | undefined)?.CustomCallback === 'function';
  const given: FitCallbacksOptions<Tf> = { tf: (globalThis as { tf?: Tf }).tf!, ...(isTf ? {} : options) };
  if (isTf || typeof given.tf?.CustomCallback !== 'function')
    throw new SpoorError('bad-option', 'fitCallbacks() needs your tf, in an object: fitCallbacks(run, { tf }).');
  checkOptions('fitCallbacks()', given, OPTIONS);
  return given;
}

type Metrics = Record<string, number | TensorLike>;

/** Without what `fit` adds of its own: the batch's number and size. */
function metricsOf(logs: Logs): Metrics {
  return Object.fromEntries(Object.entries(logs ?? {}).filter(([name]) => name !== 'batch' && name !== 'size'));
}

/** The means go by names of their own, since those of the batches have theirs. */
function epochMetricsOf(logs: Logs, isAlone: boolean): Metrics {
  return Object.fromEntries(
    Object.entries(metricsOf(logs)).flatMap(([name, value]): [string, number | TensorLike][] => {
      if (name.startsWith('val_')) return [[name, value]];
      return isAlone
        ? [
            [name, value],
            [`epoch/${name}`, value],
          ]
        : [[`epoch/${name}`, value]];
    }),
  );
}

import type { Run } from '../run/run';
import { checkEach, SpoorError, type Kinds } from '../wire/index';
import type { TensorLike } from '../values/index';

/** What `model.fit` hands to a callback: numbers, or scalars that are still on the GPU and are disposed after the call. */
type Logs = { [metric: string]: number | TensorLike } | undefined;

/** The part of tfjs that is used here; pass your `tf`. */
export interface TensorFlow {
  version?: { tfjs?: string };
  getBackend?: () => string;
  memory?: () => { numTensors: number; numBytes: number };
  CustomCallback: new (args: { nextFrameFunc?: () => Promise<void> }, yieldEvery: YieldEvery) => CustomCallbackLike;
}

export interface CustomCallbackLike {
  onEpochEnd(epoch: number, logs?: never): Promise<void>;
  onBatchEnd(batch: number, logs?: never): Promise<void>;
}

/** How often training lets the page breathe, as `model.fit` takes it; a number is milliseconds. */
export type YieldEvery = 'auto' | 'batch' | 'epoch' | 'never' | number;

/** What `fitCallbacks` takes. */
export interface FitCallbacksOptions<Tf extends TensorFlow> {
  /** Your `tf`. */
  tf: Tf;
  /** Logs every so many batches; default 1, every batch. 0 logs epochs only. */
  every?: number;
  /** How often training lets the page breathe; default "auto", every 125 ms, as `fit` itself does. */
  yieldEvery?: YieldEvery;
}

const OPTIONS: Kinds<FitCallbacksOptions<TensorFlow>> = { tf: null, every: null, yieldEvery: null };

/**
 * Callbacks for `model.fit` and `model.fitDataset` that log each batch's metrics as `loss`, `acc`, …, and after each epoch the validation metrics as `val_loss`, … with `epoch`.
 *
 * A callback given as a plain object makes tfjs read every metric back from the GPU and wait for it, in every batch (2.6 times the time per batch on
 * WebGL). This one is a `tf.CustomCallback`, so tfjs hands the scalars over unread; Spoor keeps a clone of each and reads many at once. Training goes on in
 * a hidden tab, where tfjs' own would wait for an animation frame that never comes.
 *
 * Training ends after the batch in which `run.signal` is aborted.
 *
 * @param options your `tf`, and how often to log.
 * @throws SpoorError `bad-option` without `tf`, or when there is no such option.
 * @example await model.fit(x, y, { epochs: 5, callbacks: fitCallbacks(run, { tf }) });
 */
export function fitCallbacks<Tf extends TensorFlow>(run: Run, options: FitCallbacksOptions<Tf>): InstanceType<Tf['CustomCallback']>[] {
  // tfjs itself in place of the options is taken for a mistake of the call, not for a hundred unknown options.
  if (typeof (options as Partial<FitCallbacksOptions<Tf>> | undefined)?.tf?.CustomCallback !== 'function')
    throw new SpoorError('bad-option', 'fitCallbacks() needs your tf, in an object: fitCallbacks(run, { tf }).');
  checkEach('fitCallbacks()', options, OPTIONS);
  const { tf, every = 1, yieldEvery = 'auto' } = options;
  run.useTensorFlow(tf);
  // tfjs exports the class it instantiates for plain objects; extending it keeps its way of yielding.
  class SpoorCallback extends tf.CustomCallback {
    #seen = 0;
    #model: { stopTraining?: boolean } | null = null;

    constructor() {
      super({ nextFrameFunc: nextFrame }, yieldEvery);
    }

    setModel(model: { stopTraining?: boolean }): void {
      this.#model = model;
    }

    override async onBatchEnd(batch: number, logs?: never): Promise<void> {
      if (every > 0 && this.#seen++ % every === 0) run.log(metricsOf(logs));
      if (run.signal.aborted && this.#model) this.#model.stopTraining = true;
      await super.onBatchEnd(batch, logs);
    }

    override async onEpochEnd(epoch: number, logs?: never): Promise<void> {
      const metrics = metricsOf(logs);
      // Batches have said the training metrics already; without batches the epoch's mean is all there is.
      const news = every > 0 ? Object.fromEntries(Object.entries(metrics).filter(([name]) => name.startsWith('val_'))) : metrics;
      run.log({ epoch, ...news });
      await super.onEpochEnd(epoch, logs);
    }
  }
  return [new SpoorCallback() as unknown as InstanceType<Tf['CustomCallback']>];
}

/** Without what `fit` adds of its own: the batch's number and size. */
function metricsOf(logs: Logs): Record<string, number | TensorLike> {
  return Object.fromEntries(Object.entries(logs ?? {}).filter(([name]) => name !== 'batch' && name !== 'size'));
}

/**
 * The next frame; while the page is hidden no frames come, and timers only once a second, but a message comes at once. The frame is waited for all the same: a page that goes into the
 * back/forward cache may lose the message (WebKit), and has a frame when it is back.
 */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    // In Node and in workers there is no page, and no frame either.
    const page = globalThis.document as Document | undefined;
    const { port1, port2 } = new MessageChannel();
    const hidden = () => port2.postMessage(null);
    const next = () => {
      port1.close();
      page?.removeEventListener('visibilitychange', hidden);
      if (frame !== undefined) cancelAnimationFrame(frame);
      resolve();
    };
    port1.addEventListener('message', next);
    port1.start();
    const frame = page && requestAnimationFrame(next);
    if (page?.visibilityState === 'visible') page.addEventListener('visibilitychange', hidden, { once: true });
    else hidden();
  });
}

import type { TensorLike } from '../values/index';

/**
 * What `model.fit` hands to a callback: numbers, or scalars that are still on the GPU and are disposed after the call.
 */
export type Logs = { [metric: string]: number | TensorLike } | undefined;

/** The part of tfjs that is used here; pass your `tf`. */
export interface TensorFlow {
  version?: { tfjs?: string };
  getBackend?: () => string;
  memory?: () => { numTensors: number; numBytes: number };
  nextFrame?: () => Promise<void>;
  CustomCallback: new (args: { nextFrameFunc?: () => Promise<void> }, yieldEvery: YieldEvery) => CustomCallbackLike;
  CallbackList?: { prototype: object };
}

/** A callback as tfjs has it: an instance of its class. `never`, because each copy of tfjs wants its own classes. */
export interface CustomCallbackLike {
  setModel(model: never): void;
  onTrainBegin(logs?: never): Promise<void>;
  onTrainEnd(logs?: never): Promise<void>;
  onEpochBegin(epoch: number, logs?: never): Promise<void>;
  onEpochEnd(epoch: number, logs?: never): Promise<void>;
  onBatchBegin(batch: number, logs?: never): Promise<void>;
  onBatchEnd(batch: number, logs?: never): Promise<void>;
}

/** A callback as a plain object: what `model.fit` takes. */
export interface PlainCallback {
  /** Before the first epoch. */
  onTrainBegin?(logs?: { [metric: string]: number }): unknown;
  /** After the last epoch. */
  onTrainEnd?(logs?: { [metric: string]: number }): unknown;
  /** Before each epoch. */
  onEpochBegin?(epoch: number, logs?: { [metric: string]: number }): unknown;
  /** After each epoch, with its means and the validation metrics. */
  onEpochEnd?(epoch: number, logs?: { [metric: string]: number }): unknown;
  /** Before each batch. */
  onBatchBegin?(batch: number, logs?: { [metric: string]: number }): unknown;
  /** After each batch, with its metrics. */
  onBatchEnd?(batch: number, logs?: { [metric: string]: number }): unknown;
  /** As often as `yieldEvery` says. */
  onYield?(epoch: number, batch: number, logs: { [metric: string]: number }): unknown;
}

/** An instance of tfjs' classes, such as `tf.callbacks.earlyStopping()` gives. */
export interface CallbackInstance {
  /** What such instances have, and plain objects have not. */
  setParams(params: never): void;
}

/**
 * A callback of your own: a plain object, an instance of tfjs' classes, or a list of them; what is missing counts for
 * nothing.
 */
export type OwnCallback = PlainCallback | CallbackInstance | readonly OwnCallback[] | null | undefined | false;

/** How often training lets the page breathe, as `model.fit` takes it; a number is milliseconds. */
export type YieldEvery = 'auto' | 'batch' | 'epoch' | 'never' | number;

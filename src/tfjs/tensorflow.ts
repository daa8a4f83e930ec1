import type { TensorLike } from '../values/index';

/** What `model.fit` hands to a callback: numbers, or scalars that are still on the GPU and are disposed after the call. */
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

/** The metrics that a plain object is told. */
type Numbers = { [metric: string]: number };

/** A callback as a plain object: what `model.fit` takes. */
export interface PlainCallback {
  /** Before the first epoch. */
  onTrainBegin?(logs?: Numbers): unknown;
  /** After the last epoch. */
  onTrainEnd?(logs?: Numbers): unknown;
  /** Before each epoch. */
  onEpochBegin?(epoch: number, logs?: Numbers): unknown;
  /** After each epoch, with its means and the validation metrics. */
  onEpochEnd?(epoch: number, logs?: Numbers): unknown;
  /** Before each batch. */
  onBatchBegin?(batch: number, logs?: Numbers): unknown;
  /** After each batch, with its metrics. */
  onBatchEnd?(batch: number, logs?: Numbers): unknown;
  /** As often as `yieldEvery` says. */
  onYield?(epoch: number, batch: number, logs: Numbers): unknown;
}

/** A callback of your own: a plain object, an instance of tfjs' classes, or a list of them; what is missing counts for nothing. */
export type OwnCallback = PlainCallback | { setParams(params: never): void } | readonly OwnCallback[] | null | undefined | false;

/** How often training lets the page breathe, as `model.fit` takes it; a number is milliseconds. */
export type YieldEvery = 'auto' | 'batch' | 'epoch' | 'never' | number;

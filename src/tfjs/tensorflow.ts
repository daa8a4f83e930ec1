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

/** How often training lets the page breathe, as `model.fit` takes it; a number is milliseconds. */
export type YieldEvery = 'auto' | 'batch' | 'epoch' | 'never' | number;

/**
 * A TensorFlow.js tensor, by what of it is used. Structural on purpose: the library works with any copy and version of tfjs 3 and 4
 * and imports none.
 */
export interface TensorLike {
  readonly shape: number[];
  readonly dtype: string;
  readonly size: number;
  readonly isDisposed: boolean;
  kept?: boolean;
  data(): Promise<ArrayLike<number> | string[]>;
  dataSync(): ArrayLike<number> | string[];
  clone(): TensorLike;
  dispose(): void;
  /** The other tensors; `never`, because each copy of tfjs wants its own class. */
  stack?(others: never, axis?: number): TensorLike;
}

export function isTensor(value: object): value is TensorLike {
  return 'dataId' in value && 'dtype' in value && 'dataSync' in value && typeof value.dataSync === 'function';
}

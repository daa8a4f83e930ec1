/**
 * A TensorFlow.js tensor, by what of it is used. Structural on purpose: the library works with any copy and version of
 * tfjs 3 and 4 and imports none.
 */
export interface TensorLike {
  /** How many elements each dimension has. */
  readonly shape: number[];
  /** What the elements are, such as `float32`. */
  readonly dtype: string;
  /** How many elements there are. */
  readonly size: number;
  /** Stands for the memory, which several tensors may share. */
  readonly dataId?: unknown;
  /** Whether the memory is given back already. */
  readonly isDisposed: boolean;
  /** Whether `tf.tidy` leaves it alone. */
  kept?: boolean;
  /** Reads the elements back without stalling the page. */
  data(): Promise<ArrayLike<number> | string[]>;
  /** Reads them back at once; tells a tensor from other objects, and is not called. */
  dataSync(): ArrayLike<number> | string[];
  /** Another tensor over the same memory. */
  clone(): TensorLike;
  /** Gives the memory back. */
  dispose(): void;
  /** The other tensors; `never`, because each copy of tfjs wants its own class. */
  stack?(others: never, axis?: number): TensorLike;
}

export function isTensor(value: object): value is TensorLike {
  return 'dataId' in value && 'dtype' in value && 'dataSync' in value && typeof value.dataSync === 'function';
}

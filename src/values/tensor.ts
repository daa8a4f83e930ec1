import { isSpoorError, messageOf, formatNumber } from '../wire/index';
import type { Fragment, Place } from './fragment';
import { formatBins, LIST_LIMIT } from './bins';
import { readback } from './readback';
import type { TensorLike } from './tensor-like';

/** A tensor in a row: one element becomes a number, up to 32 a list, more a histogram (W&B, `wandb/util.py`). */
export function encodeTensor(tensor: TensorLike, place: Place): Fragment | undefined {
  return readTensor(tensor, place, (data) => {
    const scalar = tensor.size === 1;
    if (tensor.size > LIST_LIMIT) return formatBins(data, LIST_LIMIT);
    const texts = [...(data as number[])].map((value) =>
      tensor.dtype === 'bool' ? String(Boolean(value)) : formatNumber(value),
    );
    return scalar ? texts[0]! : `[${texts.join(',')}]`;
  });
}

/**
 * Reads a tensor for a row without stalling the page, and without caring what the caller does to it next: the tensor
 * may be disposed, or its variable assigned, as soon as this returns.
 */
export function readTensor(
  tensor: TensorLike,
  place: Place,
  write: (data: ArrayLike<number>) => string,
): Fragment | undefined {
  const { key, drop } = place;
  if (tensor.isDisposed) {
    drop('unreadable-tensor', key, 'the tensor was disposed before it was logged');
    return undefined;
  }
  const held = readback.hold(tensor);
  return {
    settled: held.data.then(write).catch((error: unknown) => {
      drop(isSpoorError(error) ? error.code : 'unreadable-tensor', key, messageOf(error));
      return null;
    }),
    now: () => {
      const data = held.now();
      try {
        return data && write(data);
      } catch {
        // It is dropped, and counted, when it is settled.
        return null;
      }
    },
  };
}

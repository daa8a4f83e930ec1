import { isSpoorError, messageOf, formatNumber } from '../wire/index';
import type { Draft } from '../thread/draft';
import { isPending, type Fragment, type Place } from './fragment';
import { encodeBins, LIST_LIMIT } from './bins';
import { readback } from './readback';
import type { TensorLike } from './tensor-like';

/** A tensor in a row: one element becomes a number, up to 32 a list, more a histogram (W&B, `wandb/util.py`). */
export function encodeTensor(tensor: TensorLike, place: Place): Fragment | undefined {
  return readTensor(tensor, place, (data, at) => {
    const scalar = tensor.size === 1;
    if (tensor.size > LIST_LIMIT) return encodeBins(data, LIST_LIMIT, at);
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
  write: (data: ArrayLike<number>, place: Place) => Fragment,
): Fragment | undefined {
  const { key, drop } = place;
  if (tensor.isDisposed) {
    drop('unreadable-tensor', key, 'the tensor was disposed before it was logged');
    return undefined;
  }
  const held = readback.hold(tensor);
  return {
    settled: held.data
      .then((data): Draft | null | Promise<Draft | null> => {
        const fragment = write(data, place);
        return isPending(fragment) ? fragment.settled : fragment;
      })
      .catch((error: unknown) => {
        drop(isSpoorError(error) ? error.code : 'unreadable-tensor', key, messageOf(error));
        return null;
      }),
    now: () => {
      const data = held.now();
      try {
        // What is wrong with it is counted when it is settled.
        const fragment = data && write(data, { ...place, drop: () => undefined });
        return fragment && isPending(fragment) ? fragment.now() : fragment;
      } catch {
        return null;
      }
    },
  };
}

import { formatLine } from '../wire/index';
import { encodeBins, LIST_LIMIT } from './bins';
import type { Fragment, Place } from './fragment';

/** A typed array of numbers: not of bigints. */
export type Numbers =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

export function isNumbers(value: object): value is Numbers | BigInt64Array | BigUint64Array {
  // A DataView has no elements, of whichever realm it is.
  return ArrayBuffer.isView(value) && 'BYTES_PER_ELEMENT' in value;
}

/** A typed array in a row: a number, a list or a histogram, by its length. */
export function encodeNumbers(values: Numbers | BigInt64Array | BigUint64Array, place: Place): Fragment {
  if (values.length > LIST_LIMIT) return encodeBins(values.slice(), LIST_LIMIT, place);
  const list = [...values];
  return formatLine(list.length === 1 ? list[0] : list);
}

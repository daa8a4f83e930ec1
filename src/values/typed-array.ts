import { formatLine } from '../wire/index';
import { formatBins, LIST_LIMIT } from './bins';

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
export function encodeNumbers(values: Numbers | BigInt64Array | BigUint64Array): string {
  const list = [...values] as (number | bigint)[];
  if (list.length > LIST_LIMIT) return formatBins(list.map(Number), LIST_LIMIT);
  return formatLine(list.length === 1 ? list[0] : list);
}

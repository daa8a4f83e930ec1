import { formatNumber } from '../wire/index';
import { countInBins, LIST_LIMIT } from './bins';

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
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** A typed array in a row: a number, a list or a histogram, by its length. */
export function encodeNumbers(values: Numbers | BigInt64Array | BigUint64Array): string {
  if (values.length > LIST_LIMIT) return JSON.stringify(countInBins(Array.from(values as ArrayLike<number | bigint>, Number), LIST_LIMIT));
  if (values.length === 1) return typeof values[0] === 'bigint' ? String(values[0]) : formatNumber(values[0]!);
  return `[${Array.from(values as ArrayLike<number | bigint>, (value) => (typeof value === 'bigint' ? String(value) : formatNumber(value))).join(',')}]`;
}

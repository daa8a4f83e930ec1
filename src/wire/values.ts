/** What a list, a promise, a function, a date or a tensor has, and a row has not. */
interface Misuse {
  [Symbol.iterator]?: never;
  [Symbol.asyncIterator]?: never;
  then?: never;
  call?: never;
  getTime?: never;
  dataSync?: never;
}

/** An object of values by name, of a type or of an interface. */
export type Values = Record<string, unknown> | (object & Misuse);

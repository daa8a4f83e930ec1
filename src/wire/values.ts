/**
 * An object of values by name, of a type, an interface or a class: nothing that has what a list, a promise, a function,
 * a date or a tensor has. A Map, FormData, Headers and URLSearchParams have pairs of name and value.
 */
export type Values =
  | Record<string, unknown>
  | Pairs
  | (object &
      Partial<
        Record<typeof Symbol.iterator | typeof Symbol.asyncIterator | 'then' | 'call' | 'getTime' | 'dataSync', never>
      >);

/** A Map, FormData, Headers or URLSearchParams. */
export interface Pairs extends Iterable<[name: string, value: unknown]> {
  /** What they hold, by name. */
  entries(): Iterable<[name: string, value: unknown]>;
}

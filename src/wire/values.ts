/**
 * An object of values by name, of a type or of an interface: nothing that has what a list, a promise, a function, a
 * date or a tensor has.
 */
export type Values =
  | Record<string, unknown>
  | (object &
      Partial<
        Record<typeof Symbol.iterator | typeof Symbol.asyncIterator | 'then' | 'call' | 'getTime' | 'dataSync', never>
      >);

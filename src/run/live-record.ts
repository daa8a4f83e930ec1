import type { LineValue, Row, Values } from '../wire/index';

/** An object to read and assign like any other; assignments reach the server. `update` sets several keys at once. */
export type LiveRecord = { [key: string]: LineValue | undefined } & {
  /**
   * Sets these keys and leaves the others. Values that cannot be logged are dropped and counted.
   *
   * @throws SpoorError `bad-option` when these are not values by name: a promise, a list, a Map, an instance of a
   * class.
   * @example run.config.update({ lr: 0.01, optimizer: { name: 'adam' } });
   */
  update(values: Values): void;
};

/**
 * Makes a LiveRecord over whatever keeps the values. A key called "update" can be set only by `update({ update: … })`.
 */
export function liveRecord({
  read,
  write,
}: {
  read: () => Row;
  write: (values: Record<string, unknown>) => void;
}): LiveRecord {
  const update = (values: Values) => write(values as Record<string, unknown>);
  return new Proxy({} as LiveRecord, {
    get: (_target, key) => (key === 'update' ? update : own(read(), key)),
    set: (_target, key, value: unknown) => {
      if (typeof key === 'string') write({ [key]: value });
      return typeof key === 'string';
    },
    // The backend cannot forget a key; pretending would make the two differ.
    deleteProperty: () => false,
    has: (_target, key) => Object.hasOwn(read(), key),
    ownKeys: () => Reflect.ownKeys(read()),
    getOwnPropertyDescriptor: (_target, key) => {
      const row = read();
      return Object.hasOwn(row, key)
        ? { value: own(row, key), enumerable: true, configurable: true, writable: true }
        : undefined;
    },
  });
}

function own(row: Row, key: string | symbol): LineValue | undefined {
  return typeof key === 'string' && Object.hasOwn(row, key) ? row[key] : undefined;
}

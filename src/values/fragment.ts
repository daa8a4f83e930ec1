import type { Draft } from '../thread/draft';
import type { ProblemCode, Row } from '../wire/index';

/**
 * What a value becomes in a line: its JSON at once, or a promise of it where a tensor must be read or a picture taken.
 * `undefined` means that the value was dropped, and counted.
 */
export type Fragment = string | Pending;

/** A fragment that is still coming. The row keeps its place meanwhile. */
export interface Pending {
  /** The fragment, or null when it could not be read. It never rejects. */
  settled: Promise<Draft | null>;
  /** The best that can be said without waiting, for the last words of a page that is going away. */
  now(): string | null;
}

/** Where a value stands, and whom to tell when it has to be dropped. */
export interface Place {
  /** The key of the row. Of a nested value: its innermost key, as W&B names media files. */
  key: string;
  step: number;
  drop: (reason: ProblemCode, key: string, detail: string) => void;
  /** Nothing is waited for, as in a config. */
  isAtOnce?: boolean;
  /** Keeps a value beside the config, as `run.addSingleton` does. Only where there is a run. */
  addSingleton?: ((type: string, key: string, value: Row) => void) | undefined;
}

/**
 * Under this a value has how it is written. The symbol is registered, so that two copies of the library understand
 * each other's values.
 */
export const LOGGABLE = Symbol.for('spoor.loggable');

/** A value that can be logged as it is, such as an `Image` or a `Table`. */
export interface Loggable {
  /**
   * Writes the value. One that is a value of the row itself, and not inside of another, may change the key of its
   * place.
   *
   * @internal Left out of the declarations here, as it is in the classes that have it.
   */
  [LOGGABLE](place: Place, isOfRow?: boolean): Fragment | undefined;
}

export function isLoggable(value: object): value is Loggable {
  return LOGGABLE in value;
}

export function isPending(fragment: Fragment): fragment is Pending {
  return typeof fragment !== 'string';
}

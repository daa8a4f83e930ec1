import type { StreamName } from '../../../wire/index';
import type { Awaitable } from './awaitable';

export interface LineStore {
  /**
   * Lines in order of their numbers, from a number on. The one with which they have more than `length` characters is
   * the last.
   */
  range(run: number, stream: StreamName, from: number, limit: number, length?: number): Awaitable<Line[]>;
  /**
   * The lines with these numbers, as far as they exist. The one with which they have more than `length` characters is
   * the last.
   */
  at(run: number, stream: StreamName, numbers: Iterable<number>, length?: number): Awaitable<Line[]>;
  last(run: number, stream: StreamName): Awaitable<Line | null>;
}

export interface Line {
  number: number;
  text: string;
}

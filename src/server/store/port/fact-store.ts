import type { Awaitable } from './awaitable';

/** Single values that the server keeps about itself. */
export interface FactStore {
  get(name: string): Awaitable<string | number | null>;
  set(name: string, value: string | number): Awaitable<void>;
}

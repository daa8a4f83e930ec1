/** The built engine, given by a plugin in vite.config.ts. */
declare module 'virtual:engine' {
  import type { Endpoint } from 'comlink';

  /** The text of the worker. */
  export const source: string;

  /** Runs the engine in this thread. */
  export function start(endpoint: Endpoint): Promise<void>;
}

declare const __SPOOR_VERSION__: string;

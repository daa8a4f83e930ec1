import type { Fault } from '../../support/backend';

/** What may happen next, to a page, to its rows, to the network, to time. */
export type Event =
  | { do: 'log'; rows: number }
  | { do: 'log again'; back: number }
  | { do: 'open row' }
  | { do: 'file' }
  /**
   * The page goes into the bfcache with rows that its worker has not journaled: the last words have them, and the row
   * that was open.
   */
  | { do: 'leave'; rows: number }
  /** Its tasks run on: the worker writes some of these rows after all, and hears of nothing else. */
  | { do: 'linger'; rows: number }
  /** Another tab hands over the last words. */
  | { do: 'rescue' }
  /**
   * Words that were rescued, or taken back, are there once more: the browser was killed before their removal was on
   * disk.
   */
  | { do: 'rescue again' }
  | { do: 'come back' }
  | { do: 'crash' }
  | { do: 'open page' }
  | { do: 'adopt' }
  | { do: 'finish' }
  | { do: 'fault'; fault: Fault }
  | { do: 'arrive' }
  | { do: 'pass'; ms: number }
  | { do: 'hurry' };

import type { Problem, ProblemCode } from '../../wire/index';
import type { Consent } from '../consent';
import type { RunMode } from '../options';

/** Where a run stands. Rows are counted from when this page opened the run. */
export interface RunStatus {
  /** As `run.mode`. */
  mode: RunMode;
  /** `finished` from the call of `run.finish` on. */
  state: 'running' | 'finished';
  /** Rows that `log()` has completed, those that were dropped later included: see `dropped`. */
  logged: number;
  /** Rows that are on disk in this browser, or further. */
  journaled: number;
  /** Rows that the server has acknowledged. */
  acknowledged: number;
  /**
   * Values of this page that are still to be read from the GPU: their rows wait, and those behind them. A busy GPU may
   * take minutes; `finish()` waits for ten.
   */
  reading: number;
  /**
   * Bytes of this run that the journal holds because the server has not acknowledged them: about, a string's characters
   * count as one each. See `settings.storageBudget`.
   */
  waitingBytes: number;
  /** Whether anything may be kept or sent; `pending` until `run.setConsent`, when `init` was told so. */
  consent: Consent;
  /** What was lost, by reason: values of rows, files, or rows. Empty when nothing was. */
  dropped: Partial<Record<ProblemCode, number>>;
  /** Where the journal is kept. `memory` lasts only as long as the page; null when the run is disabled. */
  storage: 'indexeddb' | 'memory' | null;
  /**
   * Whether the browser has promised not to evict it when space is short; null until it has said so. See
   * `settings.persist`.
   */
  persisted: boolean | null;
  /** Where the journal and the sender run. */
  worker: 'url' | 'inline' | 'page' | null;
  /**
   * `connecting` until the server has answered, `waiting` before the next attempt, `refused` when the server says no,
   * `offline` when nothing is sent.
   */
  link: 'connecting' | 'online' | 'waiting' | 'refused' | 'offline';
  /**
   * Why the link is not online, why the journal cannot be written, or, outside of a browser's page, that nothing is
   * kept (`no-page`).
   */
  problem: Problem | null;
  /** When the next attempt is due; Unix time in milliseconds. */
  retryAt: number | null;
}

export function initialStatus(mode: RunMode): RunStatus {
  return {
    mode,
    state: 'running',
    logged: 0,
    journaled: 0,
    acknowledged: 0,
    reading: 0,
    waitingBytes: 0,
    consent: 'granted',
    dropped: {},
    storage: null,
    persisted: null,
    worker: null,
    link: mode === 'online' ? 'connecting' : 'offline',
    problem: null,
    retryAt: null,
  };
}

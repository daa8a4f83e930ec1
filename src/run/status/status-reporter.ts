import { type ProblemCode } from '../../wire/index';
import { oneOf, readback } from '../../values/index';
import { Complaints } from './complaints';
import { Emitter } from './emitter';
import type { RunMode } from '../options';
import { initialStatus, type RunStatus } from './status';

/** What `run.on` can listen for, and what a listener is given. */
export type RunEvents = {
  /** Somebody asked the run to stop; `run.signal` is aborted. */
  stop: null;
  /** The status has changed; at most once in 100 ms. */
  status: RunStatus;
  /** All that was logged is acknowledged. */
  synced: null;
  /** A value, a file or rows were dropped. */
  drop: {
    /** Why; `status().dropped` counts by it. */
    reason: ProblemCode;
    /** What was dropped, in words. */
    detail: string;
  };
};

export const EVENT = oneOf(...(['status', 'synced', 'drop', 'stop'] satisfies (keyof RunEvents)[]));

const STATUS_INTERVAL_MS = 100;

/**
 * What has become of everything that was logged: counted here, told to listeners, and said once on the console when
 * something was lost.
 */
export class StatusReporter {
  readonly status: RunStatus;
  readonly emitter = new Emitter<RunEvents>();
  readonly stop = new AbortController();
  readonly #complaints: Complaints;
  #isAnnounced = false;

  constructor(mode: RunMode, complaints = new Complaints()) {
    this.status = initialStatus(mode);
    this.#complaints = complaints;
  }

  snapshot(): RunStatus {
    return { ...this.status, reading: readback.count, dropped: { ...this.status.dropped } };
  }

  /** Tells the listeners, soon. */
  changed(): void {
    if (this.#isAnnounced) return;
    this.#isAnnounced = true;
    setTimeout(() => {
      this.#isAnnounced = false;
      this.emitter.emit('status', this.snapshot());
    }, STATUS_INTERVAL_MS);
  }

  drop(reason: ProblemCode, detail: string, count = 1): void {
    this.status.dropped[reason] = (this.status.dropped[reason] ?? 0) + count;
    this.complain(reason, detail);
    this.emitter.emit('drop', { reason, detail });
    this.changed();
  }

  /** Something was to be kept of a run that has no recorder: lost, unless the run is disabled as `init` was told. */
  lose(): void {
    const { problem } = this.status;
    if (problem) this.drop(problem.code, problem.message);
  }

  complain(code: ProblemCode, sentence: string): void {
    this.#complaints.say(code, sentence);
  }
}

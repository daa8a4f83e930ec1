import { checkEach, isCount, SpoorError, type Kinds, type ProblemCode, type RunRecord } from '../../wire/index';
import { lookAt } from './before-log';
import type { Metrics } from './metrics';
import { OpenRow, type RowTime } from './open-row';
import type { InitOptions } from '../options';
import type { Recorder } from '../recorder';
import type { Summary } from './summary';
import type { Tally } from '../status/tally';

/** What `run.log` takes beside the values. */
export interface LogOptions {
  /** Where the row belongs. Default: the step after the last one. Steps may be skipped and need not ascend. */
  step?: number;
  /** Whether the row is complete. Default: true, or false when `step` is given: then later calls with the same step add to it. */
  commit?: boolean;
}

const OPTIONS: Kinds<LogOptions> = { step: null, commit: null };

export interface RowsOptions {
  record: RunRecord;
  /** Of the first row. */
  step: number;
  beforeLog: InitOptions['beforeLog'];
  tally: Tally;
  /** Null when nothing is to be kept. */
  recorder: Recorder | null;
  summary: Summary;
  metrics: Metrics;
  /** Something was logged. */
  onLog: () => void;
}

/** The rows of a run: fills one at a time, numbers their steps, and hands each over when it is complete. */
export class Rows {
  readonly #options: RowsOptions;
  readonly #drop = (reason: ProblemCode, key: string, detail: string) =>
    this.#options.tally.drop(reason, `"${key}" was not logged: ${detail}`);
  #step: number;
  #row: OpenRow;

  constructor(options: RowsOptions) {
    this.#options = options;
    this.#step = options.step;
    this.#row = this.#newRow(options.step);
    options.recorder?.watchOpenRow(() => (this.#row.isEmpty ? null : this.#row.preview(this.#now())));
  }

  /** The step of the row that is being filled, or comes next. */
  get step(): number {
    return this.#row.step;
  }

  log(data: Record<string, unknown>, options: LogOptions): void {
    const { tally, recorder, beforeLog, onLog } = this.#options;
    if (tally.status.state === 'finished')
      throw new SpoorError('run-finished', 'log() after finish(): start another run with init(), or resume this one by its id.');
    if (typeof data !== 'object' || data === null || Array.isArray(data))
      throw new SpoorError('bad-row', 'log() takes an object: run.log({ loss: 0.1 }).');
    checkEach('log()', options, OPTIONS);
    const { step, commit = step === undefined } = options;
    if (step !== undefined && !isCount(step)) {
      throw new SpoorError('bad-step', `A step is a whole number from 0, not ${String(step)}: run.log({ loss }, { step: 10 }).`);
    }
    if (step !== undefined && step !== this.#row.step) {
      this.commit();
      this.#row = this.#newRow(step);
    }
    const row = beforeLog ? lookAt(data, beforeLog, tally) : data;
    if (row) this.#row.add(row);
    if (!commit) recorder?.change({});
    else if (row) this.#commit();
    else this.commit();
    onLog();
  }

  /** Ends the row that is being filled, if it has anything. */
  commit(): void {
    if (!this.#row.isEmpty) this.#commit();
  }

  #commit(): void {
    const { tally, recorder, summary, metrics } = this.#options;
    const row = this.#row;
    if (metrics.definitions.length > 0 && metrics.complete(row)) recorder?.change({ record: { metrics: metrics.definitions } });
    summary.note(row);
    tally.status.logged++;
    this.#step = Math.max(this.#step, row.step + 1);
    this.#row = this.#newRow(this.#step);
    if (recorder) recorder.append(row.commit(this.#now()), this.#step);
    else tally.lose();
  }

  #newRow(step: number): OpenRow {
    return new OpenRow(step, this.#drop);
  }

  #now(): RowTime {
    const now = Date.now();
    return { runtime: (now - this.#options.record.startTime) / 1000, timestamp: now / 1000 };
  }
}

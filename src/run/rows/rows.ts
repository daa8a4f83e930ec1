import { isCount, SpoorError, type ProblemCode } from '../../wire/index';
import { checkOptions, checkRecord, describe, type OptionRules, type Place } from '../../values/index';
import { lookAt } from './before-log';
import { epochsOf } from './epochs-of';
import type { Metrics } from './metrics';
import { OpenRow, type RowTime } from './open-row';
import type { InitOptions } from '../options';
import type { Recorder } from '../recorder';
import type { Summary } from './summary';
import type { StatusReporter } from '../status/status-reporter';

/** What `run.log` takes beside the values. */
export interface LogOptions {
  /** Where the row belongs. Default: the step after the last one. Steps may be skipped and need not ascend. */
  step?: number;
  /**
   * Whether the row is complete. Default: true, or false when `step` is given: then later calls with the same step add
   * to it.
   */
  commit?: boolean;
}

const OPTIONS: OptionRules<LogOptions> = { step: null, commit: null };

export interface RowsOptions {
  /** What a row says of its time. */
  now: () => RowTime;
  /** Of the first row. */
  step: number;
  beforeLog: InitOptions['beforeLog'];
  reporter: StatusReporter;
  /** Null when nothing is to be kept. */
  recorder: Recorder | null;
  summary: Summary;
  metrics: Metrics;
  /** Keeps what values have said of all rows. */
  addSingleton?: Place['addSingleton'];
  /** Something was logged. */
  onLog: () => void;
}

/** The rows of a run: fills one at a time, numbers their steps, and hands each over when it is complete. */
export class Rows {
  readonly #options: RowsOptions;
  readonly #drop = (reason: ProblemCode, key: string, detail: string) =>
    this.#options.reporter.drop(
      reason,
      reason.startsWith('clipped')
        ? `"${key}" was cut off: ${detail}`
        : `${reason === 'value-replaced' ? 'an earlier value of ' : ''}"${key}" was not logged: ${detail}`,
    );
  /**
   * Whether values are being added: a getter among them, or a listener that is told of a drop, may log too, and would
   * end the row half way.
   */
  #isAdding = false;
  #step: number;
  #row: OpenRow;

  constructor(options: RowsOptions) {
    this.#options = options;
    this.#step = options.step;
    this.#row = this.#newRow(options.step);
    options.recorder?.watchOpenRow(() => (this.#row.isEmpty ? null : this.#row.preview(options.now())));
  }

  /** The step of the row that is being filled, or comes next. */
  get step(): number {
    return this.#row.step;
  }

  log(given: Record<string, unknown>, options: LogOptions | undefined): void {
    const { reporter, recorder, beforeLog, onLog } = this.#options;
    if (reporter.status.state === 'finished')
      throw new SpoorError(
        'run-finished',
        'log() after finish(): start another run with init(), or resume this one by its id.',
      );
    const data = checkRecord('bad-row', 'log()', given, 'run.log({ loss: 0.1 })');
    // What `model.fit` resolves with is an instance of a class: a plain object of these names is a row.
    const epochs = data !== given && epochsOf(data);
    if (epochs) {
      for (const row of epochs) this.log(row, options);
      return;
    }
    if (options !== undefined) checkOptions('log()', options, OPTIONS);
    const { step, commit = step === undefined } = options ?? {};
    if (step !== undefined && !isCount(step)) {
      throw new SpoorError(
        'bad-step',
        `A step must be a whole number from 0, not ${describe(step)}: run.log({ loss }, { step: 10 }).`,
      );
    }
    if (this.#isAdding) {
      setTimeout(() => this.log(given, options));
      return;
    }
    if (step !== undefined && step !== this.#row.step) {
      this.commit();
      this.#row = this.#newRow(step);
    }
    const row = beforeLog ? lookAt(data, beforeLog, reporter) : data;
    if (row) this.#add(row);
    if (!commit) recorder?.change({});
    else if (row) this.#commit();
    else this.commit();
    onLog();
  }

  /** Ends the row that is being filled, if it has anything. */
  commit(): void {
    if (!this.#row.isEmpty) this.#commit();
  }

  #add(row: Record<string, unknown>): void {
    this.#isAdding = true;
    try {
      this.#row.add(row);
    } finally {
      this.#isAdding = false;
    }
  }

  #commit(): void {
    const { reporter, recorder, summary, metrics } = this.#options;
    const row = this.#row;
    if (metrics.definitions.length > 0 && metrics.complete(row))
      recorder?.change({ record: { metrics: metrics.definitions } });
    summary.note(row);
    reporter.status.logged++;
    this.#step = Math.max(this.#step, row.step + 1);
    this.#row = this.#newRow(this.#step);
    if (recorder) recorder.append(row.commit(this.#options.now()), this.#step);
    else reporter.lose();
  }

  #newRow(step: number): OpenRow {
    return new OpenRow(step, { drop: this.#drop, addSingleton: this.#options.addSingleton });
  }
}

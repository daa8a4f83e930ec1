import { projectUrl, runUrl, SpoorError, type Row, type RunRecord } from '../wire/index';
import type { LastWords } from '../worker/contract';
import { freezeValues } from './freeze';
import { liveRecord, type LiveRecord } from './live-record';
import { OpenRow, type RowTime } from './open-row';
import type { RunMode } from './options';
import type { PageWatch } from './page-watch';
import type { RunStatus } from './status';
import { Summary } from './summary';
import type { RunEvents, Tally } from './tally';
import type { Tracker } from './tracker';

export interface LogOptions {
  /** Where the row belongs. Default: the step after the last one. Steps may be skipped and need not ascend. */
  step?: number;
  /** Whether the row is complete. Default: true, or false when `step` is given: then later calls with the same step add to it. */
  commit?: boolean;
}

/** What a run starts from: what the journal, or the server, had of it. */
export interface RunStart {
  record: RunRecord;
  step: number;
  resumed: boolean;
  summary: Row;
}

/**
 * One experiment. `log` writes rows to it; they are in this browser's journal within some 20 ms and on the server when it can be reached. Made by `init`.
 *
 * @example
 * const run = await init({ project: 'digits', config: { lr: 0.01 } });
 * for (const batch of batches) run.log({ loss: train(batch) });
 * await run.finish();
 */
export class Run {
  /** The step that the run began at in this page: 0, or where it was left. */
  readonly startingStep: number;
  /** Whether the run existed before. */
  readonly resumed: boolean;
  readonly mode: RunMode;
  /** Hyperparameters; assign or `update` at any time. */
  readonly config: LiveRecord;
  /** What the run comes to. A value set here by hand is not overwritten by `log`. */
  readonly summary: LiveRecord;

  readonly #record: RunRecord;
  readonly #summary: Summary;
  readonly #tally: Tally;
  /** Null when the run is disabled. */
  readonly #tracker: Tracker | null;
  #step: number;
  #row: OpenRow;
  #page: PageWatch | null = null;
  #finished: Promise<{ delivered: boolean }> | null = null;

  /** @internal Runs are made by `init`. */
  constructor({ record, step, resumed, summary }: RunStart, tally: Tally, tracker: Tracker | null) {
    this.#record = record;
    this.#tally = tally;
    this.#tracker = tracker;
    this.mode = tally.status.mode;
    this.startingStep = step;
    this.resumed = resumed;
    this.#step = step;
    this.#row = this.#newRow(step);
    this.#summary = new Summary(summary);
    this.config = liveRecord({ read: () => record.config, write: (values) => this.#configure(values) });
    this.summary = liveRecord({ read: () => this.#summary.read(), write: (values) => this.#summarize(values) });
    tracker?.watchOpenRow(() => (this.#row.isEmpty ? null : this.#row.preview(this.#now())));
  }

  get id(): string {
    return this.#record.id;
  }

  /** What people call the run; null until the server has made a name up. */
  get name(): string | null {
    return this.#record.name ?? this.#tracker?.identity?.displayName ?? null;
  }

  get project(): string {
    return this.#record.project;
  }

  /** Null until the server has said whose the run is, when `init` was not told. */
  get entity(): string | null {
    return this.#tracker?.identity?.entity ?? this.#record.entity;
  }

  /** When the run began, in this page or an earlier one. */
  get startTime(): Date {
    return new Date(this.#record.startTime);
  }

  /** The step of the row that is being filled, or comes next. */
  get step(): number {
    return this.#row.step;
  }

  /** The run's page on the server; null until the server has been reached. */
  get url(): string | null {
    const identity = this.#tracker?.identity;
    return identity ? runUrl(this.#record.baseUrl, identity.entity, identity.project, this.id) : null;
  }

  /** The project's page on the server; null until the server has been reached. */
  get projectUrl(): string | null {
    const identity = this.#tracker?.identity;
    return identity ? projectUrl(this.#record.baseUrl, identity.entity, identity.project) : null;
  }

  /** Aborted when somebody asks the run to stop. */
  get signal(): AbortSignal {
    return this.#tally.stop.signal;
  }

  /**
   * Logs values: numbers, strings, booleans, null, dates, typed arrays, tensors, arrays, nested objects, `Histogram`, `Image`. Returns at once;
   * tensors and pictures are taken as they are now, and read later. A value that cannot be logged is dropped and counted in `status().dropped`; the rest of
   * the row stands.
   *
   * @throws SpoorError `bad-row` when `data` is no object, `bad-step` when the step is not a whole number from 0, `run-finished` after `finish`.
   * @example run.log({ loss, 'val/accuracy': accuracy });
   * @example run.log({ loss }, { step: 10 }); run.log({ accuracy }, { step: 10, commit: true });
   */
  log(data: Record<string, unknown>, { step, commit = step === undefined }: LogOptions = {}): void {
    if (this.#tally.status.state === 'finished')
      throw new SpoorError('run-finished', 'log() after finish(): start another run with init(), or resume this one by its id.');
    if (typeof data !== 'object' || data === null || Array.isArray(data))
      throw new SpoorError('bad-row', 'log() takes an object: run.log({ loss: 0.1 }).');
    if (step !== undefined && !(Number.isSafeInteger(step) && step >= 0)) {
      throw new SpoorError('bad-step', `A step is a whole number from 0, not ${String(step)}: run.log({ loss }, { step: 10 }).`);
    }
    if (step !== undefined && step !== this.#row.step) {
      if (!this.#row.isEmpty) this.#commit();
      this.#row = this.#newRow(step);
    }
    this.#row.add(data);
    if (commit) this.#commit();
    else this.#tracker?.change({});
    this.#page?.logged();
  }

  /** Adds a listener; returns a function that removes it. */
  on<Name extends keyof RunEvents>(name: Name, listener: (event: RunEvents[Name]) => void): () => void {
    return this.#tally.emitter.on(name, listener);
  }

  /** Where the run stands, now. */
  status(): RunStatus {
    return this.#tally.snapshot();
  }

  /** Resolves when everything logged so far is in this browser's journal: from then on neither a crash nor a reload loses it. */
  async flush(): Promise<void> {
    await this.#tracker?.flush();
  }

  /**
   * Resolves when everything logged so far is acknowledged by the server, however long that takes.
   *
   * @throws SpoorError `offline` in mode `offline`.
   */
  async synced(): Promise<void> {
    await this.#tracker?.synced();
    this.#tally.emitter.emit('synced', null);
  }

  /**
   * Ends the run. Resolves when the end is in the journal, and on the server if that can be reached now; otherwise (`delivered: false`) this page goes on trying, and
   * the next page of this origin after it.
   *
   * @param options.exitCode 0 (default) is "finished", any other "failed".
   */
  async finish({ exitCode = 0 }: { exitCode?: number } = {}): Promise<{ delivered: boolean }> {
    if (!Number.isSafeInteger(exitCode)) throw new SpoorError('bad-option', `An exit code is a whole number, not ${String(exitCode)}.`);
    this.#finished ??= this.#finish(exitCode);
    return this.#finished;
  }

  async #finish(exitCode: number): Promise<{ delivered: boolean }> {
    if (!this.#row.isEmpty) this.#commit();
    this.#page?.logged();
    this.#tally.status.state = 'finished';
    const delivered = (await this.#tracker?.finish(exitCode)) ?? false;
    // Ended, delivered or not: the same run can be opened again, here or in another page.
    this.#page?.end();
    if (delivered || this.mode === 'offline') await this.#tracker?.close();
    this.#tally.changed();
    return { delivered };
  }

  /** `await using run = await init(…)` finishes the run at the end of the block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.finish();
  }

  /** @internal Follows the page for as long as the run is open. */
  follow(page: PageWatch): void {
    this.#page = page;
  }

  /** @internal Ends the row that is being filled, if it has anything, and gives what the journal does not have yet. */
  lastWords(): LastWords | null {
    if (!this.#row.isEmpty) this.#commit();
    return this.#tracker!.lastWords(this.#record, this.#summary);
  }

  #newRow(step: number): OpenRow {
    return new OpenRow(step, (reason, key, detail) => this.#tally.drop(reason, `"${key}" was not logged: ${detail}`));
  }

  #commit(): void {
    const row = this.#row;
    this.#summary.note(row);
    this.#tally.status.logged++;
    this.#step = Math.max(this.#step, row.step + 1);
    this.#row = this.#newRow(this.#step);
    this.#tracker?.append(row.commit(this.#now()), this.#step);
  }

  #now(): RowTime {
    const now = Date.now();
    return { runtime: (now - this.#record.startTime) / 1000, timestamp: now / 1000 };
  }

  #configure(values: Record<string, unknown>): void {
    this.#record.config = { ...this.#record.config, ...this.#freeze(values) };
    this.#tracker?.change({ record: { config: this.#record.config } });
  }

  #summarize(values: Record<string, unknown>): void {
    this.#summary.pin(this.#freeze(values));
    this.#tracker?.change({ pinned: this.#summary.pinned });
  }

  #freeze(values: Record<string, unknown>): Row {
    return freezeValues(values, (reason, key, detail) => this.#tally.drop(reason, `"${key}" was not set: ${detail}`));
  }
}

import { bindMethods, SpoorError, type Row, type RunRecord, type Values } from '../wire/index';
import { checkOption, checkOptions, isPlainObject, oneOf, type OptionRule, type OptionRules } from '../values/index';
import type { Change } from '../link/pending-changes';
import type { LastWords } from '../thread/contract';
import { AlertGate, readAlert, type AlertOptions } from './alert';
import { HeldRecorder } from './consent';
import { RunDetails } from './details';
import { takeFile, type FileLike, type SaveOptions } from './files';
import { rowClock } from './rows/clock';
import { freezeValues } from './rows/freeze';
import { History } from './history';
import { liveRecord, type LiveRecord } from './live-record';
import { Metrics, type MetricOptions } from './rows/metrics';
import type { InitOptions, RunMode } from './options';
import type { TensorMemory } from './observers/page-metrics';
import type { PageWatch } from './page/page-watch';
import type { Recorder } from './recorder';
import type { RowTime } from './rows/open-row';
import { Rows, type LogOptions } from './rows/rows';
import { checkSingleton, withSingleton } from './singletons';
import type { RunStatus } from './status/status';
import { Summary } from './rows/summary';
import { EVENT, type RunEvents, type StatusReporter } from './status/status-reporter';
import { describeFramework, type TensorFlowVersion } from './observers/telemetry';

/** What a run starts from: what the journal, or the server, had of it. */
export interface RunStart {
  record: RunRecord;
  step: number;
  resumed: boolean;
  summary: Row;
  /** What was set of the summary by hand. */
  pinned: Row;
  beforeLog?: InitOptions['beforeLog'];
}

/** The exit code of a run that was asked to stop: what Python's `wandb` sends when it is interrupted. */
const STOPPED = 255;

const EXIT: OptionRules<{ exitCode?: number }> = { exitCode: { what: 'a whole number', is: Number.isSafeInteger } };

const DECISION = oneOf('granted', 'denied');

/** A table that can be plotted: a `Table` of `spoor/media`. */
export interface PlottedTable<Plot> {
  /** A plot of it. */
  chart(spec: string, fields: { [field: string]: string | null }, strings?: { [name: string]: string }): Plot;
}

const TABLE: OptionRule = {
  what: 'a Table of spoor/media',
  is: (table) => typeof Object(table).chart === 'function',
};

/**
 * One experiment. `log` writes rows to it; they are in this browser's journal within some 20 ms and on the server when
 * it can be reached. Made by `init`.
 *
 * @example
 * const run = await init({ project: 'digits', config: { lr: 0.01 } });
 * for (const batch of batches) run.log({ loss: train(batch) });
 * await run.finish();
 */
export class Run extends RunDetails {
  /**
   * The step that the run began at in this page: 0, where it was left, or the one after that of `forkFrom` or
   * `rewindTo`.
   */
  readonly startingStep: number;
  /** Whether the run existed before. */
  readonly resumed: boolean;
  /**
   * As `init` was told; `disabled` outside of a browser's page, such as in a worker, in Node, or on a server that
   * renders the page: see `no-page` in `status().problem`.
   */
  readonly mode: RunMode;

  /** The rows, read back from this browser and the server. */
  readonly history: History;

  /** @internal What a row that ends now says of its time. */
  readonly rowTime: () => RowTime;

  readonly #summary: Summary;
  readonly #live: { config: LiveRecord; summary: LiveRecord };
  readonly #reporter: StatusReporter;
  readonly #rows: Rows;
  readonly #metrics: Metrics;
  readonly #alerts = new AlertGate();
  #page: PageWatch | null = null;
  #endObservers: () => void = () => undefined;
  #tensorFlow: Partial<TensorMemory> | null = null;
  #finished: Promise<{ delivered: boolean }> | null = null;
  #saving: Promise<unknown> = Promise.resolve();

  /** @internal Runs are made by `init`. */
  constructor(
    { record, step, resumed, summary, pinned, beforeLog }: RunStart,
    reporter: StatusReporter,
    recorder: Recorder | null,
  ) {
    super(record, recorder);
    this.#reporter = reporter;
    this.mode = reporter.status.mode;
    this.startingStep = step;
    this.resumed = resumed;
    this.#metrics = new Metrics(record.metrics);
    this.#summary = new Summary(summary, this.#metrics);
    // It is told as a whole: what earlier pages have set is part of it.
    this.#summary.pin(pinned);
    this.rowTime = rowClock(record.startTime, summary);
    const parts = {
      now: this.rowTime,
      step,
      beforeLog,
      reporter,
      recorder,
      summary: this.#summary,
      metrics: this.#metrics,
    };
    this.#rows = new Rows({ ...parts, addSingleton: this.#addSingleton.bind(this), onLog: () => this.#page?.logged() });
    this.history = new History(recorder?.history ?? null);
    this.#live = {
      config: liveRecord({ read: () => record.config, write: (values) => this.#configure(values) }),
      summary: liveRecord({ read: () => this.#summary.read(), write: (values) => this.#summarize(values) }),
    };
    bindMethods(this);
  }

  /** The step of the row that is being filled, or comes next. */
  get step(): number {
    return this.#rows.step;
  }

  /**
   * Hyperparameters; assign or `update` at any time. What is assigned as a whole is added: a key cannot be taken back.
   */
  get config(): LiveRecord {
    return this.#live.config;
  }
  /** @throws SpoorError `bad-option` when it is set to what has no values by name. */
  set config(values: Values) {
    this.config.update(values);
  }

  /**
   * What the run comes to. A value set here by hand is not overwritten by `log`. What is assigned as a whole is added:
   * a key cannot be taken back.
   */
  get summary(): LiveRecord {
    return this.#live.summary;
  }
  /** @throws SpoorError `bad-option` when it is set to what has no values by name. */
  set summary(values: Values) {
    this.summary.update(values);
  }

  /** Aborted when somebody asks the run to stop. */
  get signal(): AbortSignal {
    return this.#reporter.stop.signal;
  }

  /**
   * Logs values: numbers, bigints, strings, booleans, null, dates, typed arrays, tensors, arrays, nested objects, what
   * has a `toJSON`, `Histogram`, `Image`. Returns at once; tensors and pictures are taken as they are now, and read
   * later. A value that cannot be logged is dropped and counted in `status().dropped`; the rest of the row stands.
   *
   * A key that is logged again while its row is being filled takes the place of its value before, which is counted as
   * `value-replaced`.
   *
   * A Map, FormData and the like stand for their entries, an instance of a class for its fields, and what `model.fit`
   * of TensorFlow.js resolves with for a row for each epoch.
   *
   * @throws SpoorError `bad-row` when `data` has no values by name: a promise, a list, a date, a lone tensor;
   * `bad-step` when the step is not a whole number from 0, `bad-option` when there is no such option, `run-finished`
   * after `finish`.
   * @example run.log({ loss, 'val/accuracy': accuracy });
   * @example run.log({ loss }, { step: 10 }); run.log({ accuracy }, { step: 10, commit: true });
   */
  log(data: Values, options?: LogOptions): void {
    this.#rows.log(data as Record<string, unknown>, options);
  }

  /**
   * Says how a metric is to be read: its x-axis, what the summary keeps of it, whether it is shown. Before or after
   * rows that have it; a name that ends with `*` stands for all that begin so. Metrics inside nested objects are named
   * by their path, `val.loss`.
   *
   * @throws SpoorError `bad-option` for a name or an option that cannot be one.
   * @example run.defineMetric('val/*', { stepMetric: 'epoch', summary: 'min' });
   */
  defineMetric(name: string, options: MetricOptions = {}): void {
    this.#metrics.define(name, options);
    this.describe({ metrics: this.#metrics.definitions });
  }

  /**
   * Keeps a value that is the same in every step once, beside the config, and not in each row. It may be called with
   * each row: the same value again is not sent, and another one takes its place.
   *
   * @param type what kind of value it is, with a slash: `digits/labels`.
   * @param key which of them.
   * @param value what `config` takes.
   * @throws SpoorError `bad-option` for a type or a key that cannot be one.
   * @example run.addSingleton('digits/labels', 'all', { 0: 'zero', 1: 'one' });
   */
  addSingleton(type: string, key: string, value: unknown): void {
    checkSingleton(type, key);
    this.#addSingleton(type, key, value);
  }

  /** Also of the types that are not for pages to choose: what plots say of themselves. */
  #addSingleton(type: string, key: string, value: unknown): void {
    const singletons = withSingleton(this.record.singletons, type, key, () => this.#freeze({ [key]: value }));
    if (singletons !== this.record.singletons) this.describe({ singletons });
  }

  /**
   * Makes a plot of a table, to be logged: `plot_table` of W&B's client.
   *
   * @param vegaSpecName the name of a Vega-Lite specification: `wandb/line/v0`, `my-team/spec`. The dashboard draws
   * those of `plot` of `spoor/media`, and shows the table of others; a W&B server draws what has been saved there.
   * @param table a `Table` of `spoor/media`.
   * @param fields which field of the specification is which column of the table.
   * @param stringFields its texts, such as a title. Default: none.
   * @throws SpoorError `bad-option` for anything else, for a column that the table lacks, and for a specification in
   * place of its name.
   * @example run.log({ spread: run.plotTable('my-team/violin', table, { value: 'error' }, { title: 'Errors' }) });
   */
  plotTable<Plot>(
    vegaSpecName: string,
    table: PlottedTable<Plot>,
    fields: { [field: string]: string | null },
    stringFields?: { [name: string]: string },
  ): Plot {
    return checkOption('table', table, TABLE).chart(vegaSpecName, fields, stringFields);
  }

  /**
   * Tells people something, on the dashboard and wherever the server passes it on. Another of the same title is not
   * sent before `waitDuration` is over, so it may be called with every row.
   *
   * @throws SpoorError `bad-option` when the title is missing or too long, or an option is wrong.
   * @example if (Number.isNaN(loss)) run.alert({ title: 'Loss is NaN', level: 'ERROR' });
   */
  alert(options: AlertOptions): void {
    const alert = readAlert(options);
    if (this.#alerts.passes(alert)) this.#keep({ alert });
  }

  /**
   * Keeps a file with the run: a model, a sample, a log. It is taken as it is now; saved again under the same path, it
   * takes the place of the one before. Resolves with its path when it is in this browser's journal: from then on
   * neither a crash nor a reload loses it.
   *
   * @param what the bytes: a Blob or a File, an ArrayBuffer or a view of one, a Response, or a handle of the File
   * System Access API or of the origin's private file system.
   * @param options where it stands among the run's files.
   * @throws SpoorError `bad-option` for anything else, and for a path that cannot be one; `run-finished` after
   * `finish`; what `run.flush` throws.
   * @example await run.save(new Blob([JSON.stringify(model)]), { as: 'model.json' });
   */
  async save(what: FileLike, options: SaveOptions = {}): Promise<string> {
    if (this.#finished)
      throw new SpoorError('run-finished', 'save() after finish(): a file is saved while its run is open.');
    const file = takeFile(what, options);
    // In turn, so that of two files of one path the later one stays.
    const saved = this.#saving.then(async () => this.#keep({ file: await file }));
    this.#saving = saved.catch(() => undefined);
    await saved;
    await this.flush();
    return (await file).path;
  }

  /**
   * Adds a listener for one of the {@link RunEvents}; returns a function that removes it. An error that it throws is
   * reported on the console and stops nothing.
   *
   * @throws SpoorError `bad-option` when there is no such event.
   * @example const remove = run.on('drop', ({ reason, detail }) => console.warn(reason, detail));
   */
  on<Name extends keyof RunEvents>(name: Name, listener: (event: RunEvents[Name]) => void): () => void {
    return this.#reporter.emitter.on(checkOption('An event', name, EVENT), listener);
  }

  /**
   * Where the run stands, now: a copy, which does not change afterwards.
   *
   * @example const { logged, acknowledged, dropped } = run.status();
   */
  status(): RunStatus {
    return this.#reporter.snapshot();
  }

  /**
   * Resolves when everything logged so far is in this browser's journal: from then on neither a crash nor a reload
   * loses it. While the journal cannot be written it waits, and while a busy GPU has not given the values that were
   * logged as tensors (`status().reading`).
   *
   * @throws SpoorError `run-taken` when another page has opened the run since.
   * @example await run.flush(); location.reload();
   */
  async flush(): Promise<void> {
    await this.recorder?.flush();
  }

  /**
   * Resolves when everything logged so far is acknowledged by the server, however long that takes.
   *
   * @throws SpoorError `offline` in mode `offline`, `worker-failed` when the worker dies meanwhile, and what
   * `run.flush` throws.
   * @example run.synced().then(() => (note.textContent = 'Everything is on the server.'));
   */
  async synced(): Promise<void> {
    await this.recorder?.synced();
    this.#reporter.emitter.emit('synced', null);
  }

  /**
   * Says what the user of the page has decided, when `init` was told `consent: 'pending'`. `granted`: all that was
   * logged goes to the journal and to the server, and what follows too. `denied`: it is forgotten, and rows are counted
   * as `consent-denied`. Later decisions change nothing; see `deleteRun`.
   *
   * @throws SpoorError `bad-option` when it is neither; what `init` throws, when the journal is opened: it can then be
   * granted again.
   * @example
   * const run = await init({ project: 'digits', consent: 'pending' });
   * agree.onclick = () => run.setConsent('granted');
   */
  async setConsent(decision: 'granted' | 'denied'): Promise<void> {
    checkOption('A decision', decision, DECISION);
    if (!(this.recorder instanceof HeldRecorder)) return;
    if (decision === 'granted') await this.recorder.grant();
    else this.recorder.deny();
    this.#reporter.changed();
  }

  /**
   * Ends the run. Resolves when the end is in the journal, and on the server if that can be reached now; otherwise
   * (`delivered: false`) this page goes on trying, and the next page of this origin after it. Called again, it gives
   * the same promise, unless that has failed. While consent is pending it waits for that. Values that a GPU has not
   * given after ten minutes are dropped, and counted as `unreadable-tensor`, or as `unreadable-media` where an `Image`
   * or a `Histogram` was made of them.
   *
   * @param options how the run has ended.
   * @param options.exitCode 0 is "finished", any other "failed", or "killed" when somebody has asked the run to stop;
   * default 0, and 255 after such a request.
   * @throws SpoorError `bad-option` when the exit code is not a whole number, or there is no such option,
   * `storage-failed` when the journal cannot be written, `worker-failed` when its worker dies again and again, and what
   * `run.flush` throws.
   * @example
   * const { delivered } = await run.finish();
   * if (!delivered) console.log('The rest follows when the server can be reached.');
   */
  async finish(options: { exitCode?: number } = {}): Promise<{ delivered: boolean }> {
    // Who calls it as a callback, `onclick = run.finish` or `.then(run.finish)`, passes an event or a result.
    const given = isPlainObject(options) || typeof options === 'number' ? options : {};
    checkOptions('finish()', given, EXIT);
    const { exitCode = this.signal.aborted ? STOPPED : 0 } = given;
    this.#finished ??= this.#finish(exitCode).catch((error: unknown) => {
      this.#finished = null;
      throw error;
    });
    return this.#finished;
  }

  async #finish(exitCode: number): Promise<{ delivered: boolean }> {
    this.#endObservers();
    this.#rows.commit();
    this.#page?.logged();
    this.#reporter.status.state = 'finished';
    await this.#saving;
    const delivered = (await this.recorder?.finish(exitCode)) ?? false;
    // They may have begun only now, with the consent of the user.
    this.#endObservers();
    // Ended, delivered or not: the same run can be opened again, here or in another page.
    this.#page?.release();
    if (delivered || this.mode === 'offline') await this.#close();
    else {
      const settled = this.recorder?.synced().catch(() => undefined);
      void settled?.then(() => this.#close());
    }
    this.#reporter.changed();
    return { delivered };
  }

  async #close(): Promise<void> {
    this.#page?.end();
    await this.recorder?.close();
  }

  /**
   * Finishes the run at the end of the block.
   *
   * @example await using run = await init({ project: 'digits' });
   */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.finish();
  }

  /** @internal Follows the page for as long as the run is open. */
  follow(page: PageWatch, endObservers: () => void): void {
    this.#page = page;
    this.#endObservers = endObservers;
  }

  /** @internal The caller's tfjs, once a callback has shown it: the page's metrics include its memory. */
  get tensorFlow(): Partial<TensorMemory> | null {
    return this.#tensorFlow;
  }

  /** @internal */
  useTensorFlow(tf: Partial<TensorMemory> & TensorFlowVersion): void {
    if (this.#tensorFlow === tf) return;
    this.#tensorFlow = tf;
    const { t, ...framework } = describeFramework(tf);
    const { client } = this.record;
    this.describe({ client: { ...client, ...framework, t: { ...(client['t'] as Row), ...(t as Row) } } });
  }

  /** @internal Ends the row that is being filled, if it has anything, and gives what the journal does not have yet. */
  lastWords(): LastWords | null {
    this.#rows.commit();
    return this.recorder!.lastWords(this.record, this.#summary.pinned);
  }

  #keep(change: Change): void {
    if (this.recorder) this.recorder.change(change);
    else this.#reporter.lose();
  }

  #configure(values: Record<string, unknown>): void {
    this.describe({ config: { ...this.record.config, ...this.#freeze(values, 'config.update()') } });
  }

  #summarize(values: Record<string, unknown>): void {
    this.#summary.pin(this.#freeze(values, 'summary.update()'));
    this.recorder?.change({ pinned: this.#summary.pinned });
  }

  #freeze(values: Record<string, unknown>, caller?: string): Row {
    return freezeValues(
      values,
      (reason, key, detail) => this.#reporter.drop(reason, `"${key}" was not set: ${detail}`),
      caller,
    );
  }
}

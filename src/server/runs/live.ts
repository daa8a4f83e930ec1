import type { ConsoleChange, ConsoleLine, LinesChange, RowStream, RunChange, RunDeleted } from '../../wire/index';
import { readConsoleLine } from '../reading/console-line';
import { LatestByNumber } from './latest-by-number';
import { eachMetric } from '../ingest/metric';
import { changeOf, SILENCE_MS } from './run-state';
import type { RunWatcher } from './run-watcher';
import type { Line, LineChange, LineChanges, ListedRun, ServerRun } from '../store/port/store';
import type { StoreView } from '../store/port/store-view';

/** Changes of a run are gathered for so long and sent as one. */
const GATHER_MS = 250;
/** With more changed lines than this in one go, or longer ones, a listener had better ask for them. */
const MAX_LINES = 2000;
/** So many fields may the lines have: each key takes one in every line. */
const MAX_FIELDS = 500_000;
const MAX_CONSOLE_LENGTH = 256 * 1024;

export interface Listener {
  entity: string;
  project: string;
  /** Null: all runs of the project. */
  run: string | null;
  onRun(change: RunChange): void;
  onDeleted(run: RunDeleted): void;
  onLines(change: LinesChange): void;
  /** Called for one run only, as events are: a project's page shows neither. */
  onConsole(change: ConsoleChange): void;
}

interface Pending {
  history: LatestByNumber<LineChange>;
  events: LatestByNumber<LineChange>;
  output: LatestByNumber<Line>;
  timer: NodeJS.Timeout;
}

/** Tells dashboards what changes while they look. It holds nothing for runs that nobody looks at. */
export class Live implements RunWatcher {
  readonly #store: StoreView;
  readonly #now: () => number;
  readonly #report: (line: string) => void;
  readonly #listeners = new Set<Listener>();
  readonly #pending = new Map<number, Pending>();
  #lastSweep: number;

  constructor(store: StoreView, now: () => number, report: (line: string) => void) {
    this.#store = store;
    this.#now = now;
    this.#report = report;
    this.#lastSweep = now();
  }

  /** Returns what ends the listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(run: ListedRun, lines?: LineChanges): void {
    if (this.#listenersOf(run).length === 0) return;
    let pending = this.#pending.get(run.id);
    if (!pending) {
      const timer = setTimeout(
        () => void this.#send(run.id).catch((error: unknown) => this.#report(`Live: ${String(error)}`)),
        GATHER_MS,
      );
      const gathered = () => new LatestByNumber<LineChange>(MAX_LINES);
      pending = { history: gathered(), events: gathered(), output: new LatestByNumber(MAX_LINES), timer };
      this.#pending.set(run.id, pending);
    }
    if (!lines) return;
    pending.history.add(lines.history);
    pending.events.add(lines.events);
    pending.output.add(lines.output);
  }

  /** Told at once: nothing more is to come of the run, and another of its name may begin. */
  deleted(run: ListedRun): void {
    clearTimeout(this.#pending.get(run.id)?.timer);
    this.#pending.delete(run.id);
    const { entity, project, name } = run;
    for (const listener of this.#listenersOf(run)) listener.onDeleted({ entity, project, run: name });
  }

  /** Finds runs that have fallen silent since the last call. */
  async sweep(): Promise<void> {
    const now = this.#now();
    const from = this.#lastSweep;
    this.#lastSweep = now;
    if (this.#listeners.size === 0) return;
    for (const run of await this.#store.runs.silentSince(from - SILENCE_MS, now - SILENCE_MS)) this.changed(run);
  }

  close(): void {
    for (const { timer } of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
    this.#listeners.clear();
  }

  #listenersOf(run: ListedRun): Listener[] {
    return [...this.#listeners].filter(
      (listener) =>
        listener.entity === run.entity &&
        listener.project === run.project &&
        (listener.run === null || listener.run === run.name),
    );
  }

  async #send(id: number): Promise<void> {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    const run = pending && (await this.#store.runs.byId(id));
    if (!pending || !run) return;
    const { history, events, output } = pending;
    const rows = history.isEmpty ? null : linesChange(run, 'history', history.sorted());
    const samples = events.isEmpty ? null : linesChange(run, 'events', events.sorted());
    const printed = output.isEmpty ? null : consoleChange(run, output);
    const change = changeOf(run, await this.#store.alerts.urgent(id), this.#now());
    for (const listener of this.#listenersOf(run)) {
      if (rows) listener.onLines(rows);
      if (samples && listener.run !== null) listener.onLines(samples);
      if (printed && listener.run !== null) listener.onConsole(printed);
      listener.onRun(change);
    }
  }
}

function consoleChange(run: ServerRun, output: LatestByNumber<Line>): ConsoleChange {
  const lines = output.sorted();
  const length = lines.reduce((sum, { text }) => sum + text.length, 0);
  return {
    run: run.name,
    lineCount: run.lineCounts.output,
    from: output.first,
    lines: length > MAX_CONSOLE_LENGTH ? [] : lines.map(consoleLine),
  };
}

function consoleLine({ number, text: line }: Line): ConsoleLine {
  const { text, timestamp, level } = readConsoleLine(line);
  return { number, text, timestamp, isError: level === 'error' };
}

/** @param changes in order of their numbers; none when they are too many. */
function linesChange(run: ServerRun, stream: RowStream, changes: LineChange[]): LinesChange {
  const values = new Map<string, (number | null)[]>();
  const others = new Set<string>();
  let isTooMuch = false;
  for (const [index, { after }] of changes.entries()) {
    if (!after) continue;
    eachMetric(after, (key, kind, number) => {
      if (kind !== 'number') {
        others.add(key);
        return;
      }
      let column = values.get(key);
      if (!column) {
        isTooMuch ||= (values.size + 1) * changes.length > MAX_FIELDS;
        if (isTooMuch) return;
        values.set(key, (column = Array.from(changes, () => null)));
      }
      column[index] = number;
    });
  }
  return {
    run: run.name,
    stream,
    lineCount: run.lineCounts[stream],
    lines: isTooMuch ? [] : changes.map(({ number }) => number),
    values: isTooMuch ? {} : Object.fromEntries(values),
    others: [...others],
  };
}

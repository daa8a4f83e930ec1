import type { LinesChange, RunChange } from '../wire/dashboard';
import { eachMetric } from './metric';
import { changeOf, SILENCE_MS } from './run-state';
import type { LineChange, Store, StoredRun } from './store/store';

/** Changes of a run are gathered for so long and sent as one. */
const GATHER_MS = 250;
/** With more changed lines than this in one go, a listener had better ask for the series again. */
const MAX_LINES = 2000;

export interface Listener {
  entity: string;
  project: string;
  /** Null: all runs of the project. */
  run: string | null;
  onRun(change: RunChange): void;
  onLines(change: LinesChange): void;
}

interface Pending {
  run: StoredRun;
  /** Null: too many to name. */
  lines: Map<number, LineChange> | null;
  timer: NodeJS.Timeout;
}

/** Tells dashboards what changes while they look. It holds nothing for runs that nobody looks at. */
export class Live {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #report: (line: string) => void;
  readonly #listeners = new Set<Listener>();
  readonly #watchers = new Set<(run: StoredRun) => void>();
  readonly #pending = new Map<number, Pending>();
  #lastSweep: number;

  constructor(store: Store, now: () => number, report: (line: string) => void) {
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

  /** Hears at once of every change of every run. */
  watch(watcher: (run: StoredRun) => void): void {
    this.#watchers.add(watcher);
  }

  /** To be called after every change of a run, with the history lines that have changed. */
  changed(run: StoredRun, lines: LineChange[] = []): void {
    for (const watcher of this.#watchers) watcher(run);
    if (this.#listenersOf(run).length === 0) return;
    let pending = this.#pending.get(run.id);
    if (!pending) {
      const timer = setTimeout(() => void this.#send(run.id).catch((error: unknown) => this.#report(`Live: ${String(error)}`)), GATHER_MS);
      this.#pending.set(run.id, (pending = { run, lines: new Map(), timer }));
    }
    if (pending.lines && pending.lines.size + lines.length > MAX_LINES) pending.lines = null;
    for (const line of lines) pending.lines?.set(line.number, line);
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
    this.#watchers.clear();
  }

  #listenersOf(run: StoredRun): Listener[] {
    return [...this.#listeners].filter(
      (listener) =>
        listener.entity === run.entity && listener.project === run.project && (listener.run === null || listener.run === run.name),
    );
  }

  async #send(id: number): Promise<void> {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    const run = pending && (await this.#store.runs.byId(id));
    if (!pending || !run) return;
    const lines = pending.lines === null || pending.lines.size > 0 ? linesChange(run, pending.lines) : null;
    for (const listener of this.#listenersOf(run)) {
      if (lines) listener.onLines(lines);
      listener.onRun(changeOf(run, this.#now()));
    }
  }
}

function linesChange(run: StoredRun, changed: Map<number, LineChange> | null): LinesChange {
  const changes = [...(changed?.values() ?? [])].sort((a, b) => a.number - b.number);
  const values = new Map<string, (number | null)[]>();
  const others = new Set<string>();
  for (const [index, { after }] of changes.entries()) {
    if (!after) continue;
    eachMetric(after, (key, kind, number) => {
      if (kind !== 'number') {
        others.add(key);
        return;
      }
      let column = values.get(key);
      if (!column) values.set(key, (column = Array.from(changes, () => null)));
      column[index] = number;
    });
  }
  return {
    run: run.name,
    lineCount: run.lineCounts.history,
    lines: changes.map(({ number }) => number),
    values: Object.fromEntries(values),
    others: [...others],
  };
}

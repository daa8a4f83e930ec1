import type { InitOptions } from '../options';

/** What is asked of an open run here. */
interface Flushable {
  readonly key: string;
  flush(): Promise<unknown>;
}

/** A run that this page has open, or is opening. */
export interface OpenRun<Run extends Flushable = Flushable> {
  /** What the journal calls it. */
  key: string;
  /** What the page has asked for. */
  options: InitOptions;
  opening: Promise<Run>;
  /** Null until it is open. */
  run: Run | null;
}

/**
 * Of the page, not of this module: hot reload, or a script tag that is put in again, loads the module anew while its
 * runs are open.
 */
const page = globalThis as { [place: symbol]: Set<OpenRun> | undefined };
const open = (page[Symbol.for('spoor.open-runs')] ??= new Set());

/** The error where something is asked of a run that cannot be done while this page has it open. */
export const HERE = 'This run is open in this page: finish it first.';

/**
 * How long to wait for rows to reach the journal, in milliseconds. Where it has no room they wait in this page until
 * the server has taken others, which may be long.
 */
const PATIENCE_MS = 2_000;

/** Notes that this page opens a run; the function that it returns notes that the run has ended. */
export function noteOpen(key: string, options: InitOptions, opening: Promise<Flushable>): () => void {
  const entry: OpenRun = { key, options, opening, run: null };
  const forget = () => open.delete(entry);
  open.add(entry);
  opening.then((run) => Object.assign(entry, { run, key: run.key }), forget);
  return forget;
}

/** Of the open runs that fit, the one that was opened last. */
export function findOpen(fits: (run: OpenRun) => boolean): OpenRun | undefined {
  return [...open].findLast(fits);
}

/** Whether it is this page that has the run. */
export function isOpenHere(key: string): boolean {
  return findOpen((other) => other.run?.key === key) !== undefined;
}

/** Resolves when what this page has logged of a run is in the journal, or as much of it as gets there in time. */
export async function flushOpenRun(key: string): Promise<void> {
  const found = findOpen((other) => other.run?.key === key);
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([found?.run?.flush(), patience]).catch(() => undefined);
}

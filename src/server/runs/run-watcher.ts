import type { LineChanges, ListedRun } from '../store/port/store';

/** Hears of what becomes of runs, at once and of each change. */
export interface RunWatcher {
  /** A run was made or is another than before; `lines` are those that have changed. */
  changed?(run: ListedRun, lines?: LineChanges): void;
  /** A run is gone for good, with its lines, files and alerts. */
  deleted?(run: ListedRun): void;
  /** A run calls people's attention to something. */
  alerted?(run: ListedRun): void;
}

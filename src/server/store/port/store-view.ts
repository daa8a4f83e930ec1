import type { Store } from './store';

/**
 * The store as everybody but `runs/` has it. Runs, their lines, files and alerts can be read here; they are changed
 * through `Runs`, which announces each change.
 */
export interface StoreView extends Pick<
  Store,
  'projects' | 'columns' | 'relays' | 'collections' | 'artifacts' | 'contents' | 'sweeps' | 'removals' | 'facts'
> {
  readonly runs: Pick<Store['runs'], 'find' | 'byId' | 'list' | 'count' | 'silentSince'>;
  readonly lines: Pick<Store['lines'], 'range' | 'at' | 'last'>;
  readonly files: Pick<Store['files'], 'runs' | 'list' | 'find'>;
  readonly alerts: Pick<Store['alerts'], 'list' | 'urgent' | 'owed' | 'postpone' | 'settle'>;
}

import type { ConsoleChange, LinesChange, RunChange, RunDeleted } from '../../wire/index';

/** How the live connection is: `waiting` between two attempts, `paused` while nobody looks at the page. */
export type LiveState = 'connecting' | 'live' | 'waiting' | 'paused';

/** Whose changes are listened to: those of all runs of a project, or of one run. */
export interface LiveScope {
  entity: string;
  project: string;
  run?: string;
}

export interface LiveListener {
  state: (state: LiveState) => void;
  run: (change: RunChange) => void;
  deleted: (run: RunDeleted) => void;
  lines: (change: LinesChange) => void;
  /** Of one run only. */
  console?: (change: ConsoleChange) => void;
  /** The connection is there for the first time: what happened since the page asked was not heard. */
  opened?: () => void;
  /** The connection is there again; what happened meanwhile was not heard and must be asked for. */
  reopened: () => void;
}

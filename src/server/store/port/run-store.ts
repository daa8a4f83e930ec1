import type { LineCounts, RunState } from '../../../wire/index';
import type { Awaitable } from './awaitable';

export interface RunStore {
  find(entity: string, project: string, name: string): Awaitable<ServerRun | null>;
  byId(id: number): Awaitable<ServerRun | null>;
  /** The runs of a project, oldest first. */
  list(project: number): Awaitable<ListedRun[]>;
  count(project: number): Awaitable<number>;
  update(id: number, changes: RunChanges, now: number): Awaitable<void>;
  /** Marks the run as running again, where it had ended. */
  reopen(id: number, now: number): Awaitable<void>;
  setState(id: number, state: RunState, exitcode: number | null, now: number): Awaitable<void>;
  /** Asks the run to stop: its next file_stream answer says so. */
  requestStop(id: number, now: number): Awaitable<void>;
  /** Runs that call themselves running, whose last sign of life lies between two moments. */
  silentSince(from: number, to: number): Awaitable<ListedRun[]>;
  /**
   * Removes the run with its lines, columns and file records, and owes the removal of its files; the artifacts that it
   * has logged stay.
   */
  delete(id: number): Awaitable<void>;
}

/**
 * A run as the store has it. Times are Unix milliseconds; `config` and `summary` are JSON text, maybe with bare NaN.
 */
export interface ServerRun {
  id: number;
  projectId: number;
  entity: string;
  project: string;
  name: string;
  displayName: string;
  /** What the run said last; see `stateOf` for one that has fallen silent. */
  state: RunState;
  exitcode: number | null;
  stopRequested: boolean;
  /** It has said that its machine is about to be taken away. */
  preempting: boolean;
  config: string;
  summary: string;
  tags: string[];
  notes: string | null;
  description: string | null;
  group: string | null;
  jobType: string | null;
  host: string | null;
  program: string | null;
  repo: string | null;
  commit: string | null;
  sweep: string | null;
  createdAt: number;
  updatedAt: number;
  heartbeatAt: number;
  lineCounts: LineCounts;
  /** Counts the changes of what is not a line, a file or an end. */
  revision: number;
  /** Of its long texts, in bytes. */
  textLength: number;
}

/** What may be long: a client makes it as long as it likes. */
export const LONG_TEXTS = ['config', 'summary', 'notes', 'description'] as const;

export type LongText = (typeof LONG_TEXTS)[number];

/** A run as lists have it. */
export type ListedRun = Omit<ServerRun, LongText>;

/** What an upsert may change; null leaves a field as it is. */
export type RunChanges = {
  [field in (typeof RUN_FIELDS)[number]]: string | null;
} & { tags: string[] | null };

export const RUN_FIELDS = [
  'displayName',
  'config',
  'summary',
  'notes',
  'description',
  'group',
  'jobType',
  'host',
  'program',
  'repo',
  'commit',
  'sweep',
] as const;

import type { MetricKind, RunState, Row, LineCounts, StreamName } from '../../../wire/index';
import type { AlertStore } from './alert-store';

export type { Alert, AlertSeverity, AlertStore, OwedAlert } from './alert-store';
import type { ArtifactStore, CollectionStore, ContentStore } from './artifact-store';
import type { RelayStore } from './relay-store';
import type { SweepStore } from './sweep-store';

/** SQLite answers at once; a database over the network will not. Callers await either. */
export type Awaitable<T> = T | Promise<T>;

/** All that the server remembers, except the bytes of files. A write has happened when its method has answered. */
export interface Store {
  readonly projects: ProjectStore;
  readonly runs: RunStore;
  readonly lines: LineStore;
  readonly columns: ColumnStore;
  readonly files: FileStore;
  readonly relays: RelayStore;
  readonly alerts: AlertStore;
  readonly collections: CollectionStore;
  readonly artifacts: ArtifactStore;
  readonly contents: ContentStore;
  readonly sweeps: SweepStore;
  readonly removals: RemovalStore;
  readonly facts: FactStore;
  /** Makes a run whose history begins with these lines, all of it or nothing. */
  create(project: number, name: string, changes: RunChanges, history: string[], now: number): Awaitable<ServerRun>;
  /**
   * A writer that numbers its lines on its own announces itself: see {@link Delivery.writer}.
   *
   * @param client the name that it gives itself; null for one that does not know of others.
   * @param from the numbers that it gives to its own first lines.
   */
  open(run: number, client: string | null, from: LineCounts): Awaitable<void>;
  /** Carries out one file_stream request, all of it or nothing. Null when the run does not exist. */
  write(run: number, delivery: Delivery): Awaitable<Written | null>;
  /** Stores something of some size and removes it, to see whether that works. */
  tryToStore(): Awaitable<void>;
  /** Writes a copy of all that it has to a new file. */
  copyTo(path: string): Awaitable<void>;
  close(): Awaitable<void>;
}

export interface ProjectStore {
  find(entity: string, name: string): Awaitable<Project | null>;
  byId(id: number): Awaitable<Project | null>;
  /** The projects of one entity, or all; the one that was used last comes first. */
  list(entity: string | null): Awaitable<Project[]>;
  /** Finds or makes the project; null leaves a description as it is. */
  upsert(
    entity: string,
    name: string,
    description: string | null,
    now: number,
  ): Awaitable<{ project: Project; inserted: boolean }>;
}

export interface RunStore {
  find(entity: string, project: string, name: string): Awaitable<ServerRun | null>;
  byId(id: number): Awaitable<ServerRun | null>;
  /** The runs of a project, oldest first. */
  list(project: number): Awaitable<ListedRun[]>;
  count(project: number): Awaitable<number>;
  create(project: number, name: string, changes: RunChanges, now: number): Awaitable<ServerRun>;
  update(id: number, changes: RunChanges, now: number): Awaitable<void>;
  /** Marks the run as running again, where it had ended. */
  reopen(id: number, now: number): Awaitable<void>;
  setState(id: number, state: RunState, exitcode: number | null, now: number): Awaitable<void>;
  /** Notes that the run is about to be preempted, until it begins anew. */
  preempt(id: number): Awaitable<void>;
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

export interface LineStore {
  /**
   * Lines in order of their numbers, from a number on. The one with which they have more than `length` characters is
   * the last.
   */
  range(run: number, stream: StreamName, from: number, limit: number, length?: number): Awaitable<Line[]>;
  /**
   * The lines with these numbers, as far as they exist. The one with which they have more than `length` characters is
   * the last.
   */
  at(run: number, stream: StreamName, numbers: Iterable<number>, length?: number): Awaitable<Line[]>;
  last(run: number, stream: StreamName): Awaitable<Line | null>;
  /** Forgets the history after a step, and all that was printed and measured. */
  rewind(run: number, step: number, now: number): Awaitable<void>;
}

export interface ColumnStore {
  /** Whether the run has as many columns as it can: keys that come now are in its lines only. */
  isFull(run: number): Awaitable<boolean>;
  keys(run: number): Awaitable<{ key: string; kind: MetricKind; count: number }[]>;
  /**
   * The numbers that a key has had, by line number. With `low` and `high`, at least those whose value lies between
   * them.
   */
  numbers(run: number, key: string, range?: NumberRange): Awaitable<Column>;
  /** The least and the greatest number that a key has had; null where there is none. */
  bounds(run: number, key: string): Awaitable<{ low: number; high: number } | null>;
  /** How a column ends; null where the key has never been of this kind. */
  end(run: number, key: string, kind: MetricKind): Awaitable<ColumnEnd | null>;
  /** Which lines have a key, whatever its kind, from a line on. */
  linesWith(run: number, key: string, from: number, limit: number): Awaitable<number[]>;
}

/** What is owed to the disk: bytes whose record is gone. */
export interface RemovalStore {
  /** The next one after another, by its id. */
  next(after: number): Awaitable<Removal | null>;
  done(id: number): Awaitable<void>;
}

/** All files of a run, when the name is null, one of them, or the content with a digest. */
export type Removal = { id: number } & ({ run: number; name: string | null } | { digest: string });

/** Single values that the server keeps about itself. */
export interface FactStore {
  get(name: string): Awaitable<string | number | null>;
  set(name: string, value: string | number): Awaitable<void>;
}

export interface FileStore {
  /** The runs that have files. */
  runs(): Awaitable<number[]>;
  list(run: number): Awaitable<StoredFile[]>;
  find(run: number, name: string): Awaitable<StoredFile | null>;
  /** Records a file that is on disk; false when the run does not exist any more. */
  record(run: number, file: Omit<StoredFile, 'id'>): Awaitable<boolean>;
  /** Forgets files of any runs, and owes their removal; answers which runs had them. */
  delete(ids: number[]): Awaitable<number[]>;
}

export interface Project {
  id: number;
  entity: string;
  name: string;
  description: string | null;
  createdAt: number;
  updatedAt: number;
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

export interface Line {
  number: number;
  text: string;
}

/** One file_stream request, checked. */
export interface Delivery {
  /** Who has sent it, when it numbers the lines on its own; without it, they have the numbers of the run. */
  writer?: { client: string | null };
  streams: { [stream in StreamName]?: { offset: number; content: string[] } };
  /** The whole summary as one line. */
  summary: string | null;
  /** How the run has ended; null while it goes on. */
  exitcode: number | null;
  /** The last sign of life of a page that is gone without an end; null otherwise. */
  interruptedAt: number | null;
  /** The run says that its machine is about to be taken away. */
  preempting?: boolean;
  receivedAt: number;
}

export interface Written {
  run: ServerRun;
  changes: LineChanges;
}

/** The lines that are new or differ from what was there. */
export interface LineChanges {
  history: LineChange[];
  events: LineChange[];
  output: Line[];
}

/** A line of a stream of rows before and after, parsed; null where there is none or it cannot be read. */
export interface LineChange {
  number: number;
  before: Row | null;
  after: Row | null;
}

export interface NumberRange {
  /** The first line number. */
  from?: number;
  low?: number;
  high?: number;
}

/** The last line that has a key. */
export interface ColumnEnd {
  line: number;
  /** Null where the key is not a number. */
  value: number | null;
  /** Whether no number of the column is less than the one before it. */
  rises: boolean;
}

/** Numbers and the lines they belong to, ascending. */
export interface Column {
  lines: Float64Array;
  values: Float64Array;
}

export interface StoredFile {
  id: number;
  name: string;
  size: number;
  mimetype: string;
  /** MD5 in base64, as W&B's clients compare it. */
  md5: string;
  updatedAt: number;
}

import type {
  AlertLevel,
  ConsoleLine,
  ImportAnswer,
  KeysAnswer,
  RowsAnswer,
  RowStream,
  SeriesAnswer,
} from '../../wire/index';
import type { ArtifactFile, RunArtifacts } from './artifact';
import type { Href } from './href';
import type { LiveListener, LiveScope } from './live';
import type { Run } from './run';

/**
 * What the dashboard asks of whoever keeps the runs, be it a server or this browser. Views reach theirs by `useSource`.
 *
 * A question fails with a `SpoorError` of the code `unreachable`, `unauthorized`, `not-found`, `refused` or
 * `unexpected`, whose message is for the person at the page; one that was withdrawn by its signal may fail in any way.
 */
export interface Source {
  /** All projects that may be seen here, the most recently active first. */
  projects(signal: AbortSignal): Promise<ProjectSummary[]>;
  /** All runs of a project, the newest first. */
  runs(path: ProjectPath, signal: AbortSignal): Promise<Run[]>;
  run(path: RunPath, signal: AbortSignal): Promise<Run>;
  /** Which metrics a run has. */
  metrics(path: RunPath, stream: RowStream, signal: AbortSignal): Promise<KeysAnswer>;
  /** The points of some numeric metrics. */
  series(path: RunPath, question: SeriesQuestion, signal: AbortSignal): Promise<SeriesAnswer>;
  /** Rows that have a metric, in the order in which they were logged. */
  rows(path: RunPath, question: RowsQuestion, signal: AbortSignal): Promise<RowsAnswer>;
  /** At most `count` of the lines that a run printed, beginning with line `from`. */
  console(path: RunPath, from: number, count: number, signal: AbortSignal): Promise<ConsoleLine[]>;
  /** The files of a run, by name. */
  files(path: RunPath, signal: AbortSignal): Promise<RunFile[]>;
  /** A file of a run, to be opened or shown. Another `attempt` asks anew for one that was not there before. */
  file(path: RunPath, name: string, attempt?: number): Href;
  /**
   * The bytes of such a file, or the `first` of them; null when it is not there, or not yet.
   * @throws an error whose message is for the person at the page, also where it has more than `most` bytes.
   */
  content(
    path: RunPath,
    name: string,
    options: { most: number; first?: number; attempt: number; signal: AbortSignal },
  ): Promise<Blob | null>;
  /** Whether such a file is there. */
  has(path: RunPath, name: string, attempt: number): Promise<boolean>;
  /**
   * The files of an artifact, by the id that the client has given to it and a value of its run refers to; null for one
   * that is not here. They are asked for by their names in the artifact.
   */
  clientArtifact(client: string, signal: AbortSignal): Promise<FileKeeper | null>;
  artifacts(path: RunPath, signal: AbortSignal): Promise<RunArtifacts>;
  /** The first files of an artifact, at most so many. */
  artifactFiles(artifact: string, most: number, signal: AbortSignal): Promise<ArtifactFile[]>;
  /** The alerts of a run, the oldest first. */
  alerts(path: RunPath, signal: AbortSignal): Promise<Alert[]>;
  /** How far a run has been passed on to another server; null for a run that is not passed on. */
  forwarding(path: RunPath, signal: AbortSignal): Promise<Forwarding | null>;
  /** The run as W&B's client keeps one offline: a zip file, to be downloaded. */
  wandbArchive(path: RunPath): Href;
  /** Tells of changes as they happen, until the returned function is called. */
  watch(scope: LiveScope, listener: LiveListener): () => void;
  /** Asks a run to stop. Its page hears of it with the answer to what it sends next. */
  stop(path: RunPath): Promise<void>;
  /** Takes in a run that was saved to a file. */
  import(file: File): Promise<ImportAnswer>;
}

/** Who has the files that a value names: the run itself, or an artifact. */
export type FileKeeper = Pick<Source, 'file' | 'content' | 'has'>;

/** Which project, by plain names, not yet encoded. */
export interface ProjectPath {
  entity: string;
  project: string;
}

/** Which run; all three are plain names, not yet encoded. */
export interface RunPath extends ProjectPath {
  run: string;
}

/** A project as the first page lists it. */
export interface ProjectSummary {
  entity: string;
  name: string;
  runCount: number;
  runningCount: number;
  /** Unix milliseconds: when a run of it was last heard of, or when it was created. */
  activeAt: number;
}

/**
 * What a chart has as its x-axis: a metric, or what each run has: `_step`, `_runtime` (seconds since the start) and
 * `_timestamp` (Unix seconds).
 */
export type Axis = string;

export interface SeriesQuestion {
  stream: RowStream;
  keys: readonly string[];
  axis: Axis;
  /** To about so many points each metric is reduced. */
  points: number;
  /** The first line that counts. */
  from: number;
}

export interface RowsQuestion {
  key: string;
  /** The first line that counts. */
  from: number;
  limit: number;
}

/** A file of a run. */
export interface RunFile {
  name: string;
  bytes: number;
  kind: string | null;
}

/** What a run called people's attention to. */
export interface Alert {
  /** Unix milliseconds. */
  at: number;
  title: string;
  text: string;
  severity: AlertLevel;
}

/** How far a run has been passed on to another server. */
export interface Forwarding {
  host: string;
  /** The run over there; null as long as it is not known there. */
  url: string | null;
  rows: number;
  rowCount: number;
  files: number;
  fileCount: number;
  problem: string | null;
}

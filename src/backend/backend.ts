import type {
  Alert,
  ForkPoint,
  LineCounts,
  MetricDefinition,
  Origins,
  Row,
  RunIdentity,
  RunRecord,
  Singletons,
  StreamName,
} from '../wire/index';

/** What the backend has of a run that is to be continued. */
export interface ResumeStatus {
  identity: RunIdentity;
  lines: LineCounts;
  /** The step after the last one, 0 when there is none. */
  step: number;
  config: Row;
  metrics: MetricDefinition[];
  singletons: Singletons;
  summary: Row;
  /** Where the lines of files begin that were imported there. */
  origins?: Origins | undefined;
  forkedFrom?: ForkPoint | undefined;
}

/** Lines of a stream, from a number on. */
export interface NumberedLines {
  offset: number;
  lines: string[];
}

/**
 * What is told of a run at once. An empty one says that its page is alive. A line that the backend has already is
 * written anew.
 */
export interface Delivery {
  /** By the numbers that lines have at the backend. */
  streams?: { [stream in StreamName]?: NumberedLines };
  /** The whole summary, as a line. */
  summary?: string | undefined;
  /** The paths of files whose upload has succeeded since it was said last. For people: nothing depends on it. */
  uploaded?: string[];
  /** The exit code: the run has ended, and nothing comes after it. */
  exit?: number;
  /** The run's page is gone without an end: the last sign of its life, in Unix milliseconds. */
  interrupted?: number;
}

export interface DeliveryAnswer {
  /** Somebody has asked the run to stop. */
  isStopped: boolean;
}

/**
 * Where runs are delivered to. Every method may be called again with the same arguments and then has no further effect;
 * each rejects with a DeliveryError.
 */
export interface Backend {
  /** What the backend has of this run; null when it has none. */
  resume(record: RunRecord, signal?: AbortSignal): Promise<ResumeStatus | null>;
  /** Creates the run, or updates its config, name, notes and tags. */
  upsert(record: RunRecord): Promise<RunIdentity>;
  send(run: RunIdentity, runId: string, delivery: Delivery): Promise<DeliveryAnswer>;
  /** Tells people. */
  alert(run: RunIdentity, runId: string, alert: Alert): Promise<void>;
  /** Uploads one file of the run. */
  upload(
    run: RunIdentity,
    runId: string,
    file: { path: string; type: string; bytes: ArrayBuffer | Blob },
  ): Promise<void>;
}

/** Where a run can be taken back to an earlier step. */
export interface RewindBackend extends Backend {
  /** Forgets the rows of the run after a step. Done again it has no further effect, until rows have come. */
  rewind(record: RunRecord, step: number): Promise<void>;
}

/** Where rows can be read back from. */
export interface HistoryBackend {
  /** Rows of a run whose step lies in a range, `to` excluded, as lines; and the last step that there is. */
  history(record: RunRecord, from: number, to: number): Promise<{ lines: string[]; lastStep: number }>;
}

/** The backend that a run of a page is meant for. */
export type RunBackend = RewindBackend & HistoryBackend;

/**
 * Makes the backend of a run, with the token that `fetchToken` gives; null leaves it to the backend to get one.
 *
 * @param signal ends every request, that under way too.
 */
export type BackendFactory = (
  record: RunRecord,
  fetchToken: (() => Promise<string>) | null,
  signal?: AbortSignal,
) => RunBackend;

import type {
  Alert,
  FileStreamAnswer,
  FileStreamRequest,
  ForkPoint,
  LineCounts,
  MetricDefinition,
  Origins,
  Row,
  RunIdentity,
  RunRecord,
  Singletons,
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

/**
 * Where runs are delivered to. Every method may be called again with the same arguments and then has no further effect;
 * each rejects with a DeliveryError.
 */
export interface Backend {
  /** What the backend has of this run; null when it has none. */
  resume(record: RunRecord, signal?: AbortSignal): Promise<ResumeStatus | null>;
  /** Creates the run, or updates its config, name, notes and tags. */
  upsert(record: RunRecord): Promise<RunIdentity>;
  /** Sends numbered lines, a heartbeat (an empty request), or the end of the run. */
  send(run: RunIdentity, runId: string, request: FileStreamRequest): Promise<FileStreamAnswer>;
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

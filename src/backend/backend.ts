import type { FileStreamAnswer, FileStreamRequest, LineCounts, Row, RunRecord } from '../wire/index';

/** Who a run is to the backend. */
export interface BackendRun {
  storageId: string;
  entity: string;
  project: string;
  displayName: string | null;
}

/** What the backend has of a run that is to be continued. */
export interface ResumeStatus {
  identity: BackendRun;
  lines: LineCounts;
  /** The step after the last one, 0 when there is none. */
  step: number;
  config: Row;
  summary: Row;
}

/**
 * Where runs are delivered to. Every method may be called again with the same arguments and then has no further effect; each rejects with
 * a DeliveryError.
 */
export interface Backend {
  /** What the backend has of this run; null when it has none. */
  resume(record: RunRecord, signal?: AbortSignal): Promise<ResumeStatus | null>;
  /** Creates the run, or updates its config, name, notes and tags. */
  upsert(record: RunRecord): Promise<BackendRun>;
  /** Sends numbered lines, a heartbeat (an empty request), or the end of the run. */
  send(run: BackendRun, runId: string, request: FileStreamRequest): Promise<FileStreamAnswer>;
  /** Uploads one file of the run. */
  upload(run: BackendRun, runId: string, file: { path: string; type: string; bytes: ArrayBuffer }): Promise<void>;
}

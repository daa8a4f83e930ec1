import type { StreamName } from '../line/stream';

/** Under which name a stream travels in a file_stream request (wandb-core, `filestream.go`). */
export const STREAM_FILES: Record<StreamName, string> = {
  history: 'wandb-history.jsonl',
  events: 'wandb-events.jsonl',
  output: 'output.log',
};

/** The summary travels beside the streams: one line, replaced as a whole. */
export const SUMMARY_FILE = 'wandb-summary.json';

/**
 * The file_stream request: `POST {base}/files/{entity}/{project}/{run}/file_stream`.
 *
 * `offset` counts lines: line `offset + i` becomes `content[i]`. Sending a request twice rewrites the same lines, so
 * delivery at least once has the effect of delivery exactly once.
 */
export interface FileStreamRequest {
  files?: { [file: string]: FileStreamChunk };
  /** Run files whose upload has succeeded. Informational. */
  uploaded?: string[];
  preempting?: boolean;
  /** Only in the last request of a run. */
  complete?: boolean;
  exitcode?: number;
  /**
   * Ours, passed over by W&B's servers: the run's page is gone without an end; Unix time in seconds of its last sign of
   * life.
   */
  interrupted?: number;
}

export interface FileStreamChunk {
  offset: number;
  content: string[];
}

/** What the server answers; `stopped` asks the run to stop. */
export interface FileStreamAnswer {
  stopped?: boolean;
}

export function fileStreamPath(entity: string, project: string, runId: string): string {
  return `files/${encodeURIComponent(entity)}/${encodeURIComponent(project)}/${encodeURIComponent(runId)}/file_stream`;
}

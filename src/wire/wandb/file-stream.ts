import { isCount } from '../limits';
import { isRow } from '../line/line';
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

/**
 * Checks a body that came over the network.
 *
 * @throws TypeError that names the part which is wrong.
 */
export function readFileStreamRequest(body: unknown): FileStreamRequest {
  if (!isRow(body)) throw new TypeError('The body must be a JSON object.');
  const request: FileStreamRequest = {};
  if (body['files'] !== undefined && body['files'] !== null) {
    if (!isRow(body['files'])) throw new TypeError('"files" must be an object.');
    request.files = Object.fromEntries(
      Object.entries(body['files']).map(([name, chunk]) => [name, readChunk(name, chunk)]),
    );
  }
  if (Array.isArray(body['uploaded'])) request.uploaded = body['uploaded'].filter((name) => typeof name === 'string');
  if (typeof body['preempting'] === 'boolean') request.preempting = body['preempting'];
  if (typeof body['complete'] === 'boolean') request.complete = body['complete'];
  if (Number.isInteger(body['exitcode'])) request.exitcode = body['exitcode'] as number;
  if (Number.isFinite(body['interrupted'])) request.interrupted = body['interrupted'] as number;
  return request;
}

function readChunk(name: string, chunk: unknown): FileStreamChunk {
  if (!isRow(chunk)) throw new TypeError(`"${name}" must be an object with "offset" and "content".`);
  const { offset, content } = chunk;
  if (!isCount(offset)) throw new TypeError(`"offset" of "${name}" must be a line number.`);
  if (!Array.isArray(content) || !content.every((line) => typeof line === 'string')) {
    throw new TypeError(`"content" of "${name}" must be a list of strings.`);
  }
  return { offset, content };
}

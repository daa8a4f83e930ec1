import type { Context } from 'hono';
import { isTooLong, MAX_LINE_BYTES, MAX_REQUEST_BYTES, STREAM_NAMES } from '../../wire/index';
import { type FileStreamAnswer, STREAM_FILES, SUMMARY_FILE } from '../../wire/wandb/index';
import { requireProject } from '../access/caller';
import { CREATE_FIRST, findRun, noSuchRun } from '../runs/find-run';
import { isTooDeep, MAX_NESTING } from '../ingest/nesting';
import { Refusal } from '../trouble/refusal';
import type { Site } from '../site';
import { wandbClientOf } from '../access/wandb-client';
import type { Delivery } from '../store/port/store';
import { authenticate } from './authenticate';
import { readJson } from './body';
import type { Env } from './env';
import { readFileStreamBody, type FileStreamBody } from './filestream-body';

const FILES: readonly string[] = [...Object.values(STREAM_FILES), SUMMARY_FILE];
// Clients before 0.20 say how many lines they have `dropped`.
const PARTS: readonly string[] = ['files', 'uploaded', 'preempting', 'complete', 'exitcode', 'interrupted', 'dropped'];

/**
 * In one request; a body of W&B's clients, of 10 MiB, has at most 350,000: each line that was printed has a time in
 * front.
 */
const MAX_LINES = 400_000;

/**
 * `POST /files/{entity}/{project}/{run}/file_stream`: lines, summary, heartbeat and end of a run. Answered when it is
 * on disk.
 */
export async function fileStream(
  c: Context<Env, '/files/:entity/:project/:run/file_stream'>,
  site: Site,
): Promise<Response> {
  const { entity, project, run: name } = c.req.param();
  const caller = authenticate(c, site);
  requireProject(caller, entity, project);
  const client = wandbClientOf((header) => c.req.header(header), caller);
  const delivery = deliveryOf(await readRequest(c, site), site.now());
  if (client) delivery.writer = { client: client.id };
  // W&B's clients give a run up for good when there is none: it must be true.
  const { id } = await findRun(site.store, { entity, project, name }, CREATE_FIRST);
  const written = await site.runs.write(id, delivery);
  if (!written) throw noSuchRun({ entity, project, name }, CREATE_FIRST);
  const answer: FileStreamAnswer =
    written.run.stopRequested && written.run.state === 'running' ? { stopped: true } : {};
  return c.json(answer);
}

async function readRequest(c: Context<Env>, site: Site): Promise<FileStreamBody> {
  const body = await readJson(c.env.incoming, MAX_REQUEST_BYTES);
  const request = readFileStreamBody(body);
  for (const name of Object.keys(body as object)) {
    if (!PARTS.includes(name)) site.reportUnknown(`file_stream: ${JSON.stringify(name)} is not known.`);
  }
  for (const name of Object.keys(request.files ?? {})) {
    if (!FILES.includes(name)) site.reportUnknown(`file_stream: the file ${JSON.stringify(name)} is not known.`);
  }
  return request;
}

function deliveryOf(request: FileStreamBody, receivedAt: number): Delivery {
  const delivery: Delivery = {
    streams: {},
    summary: request.files?.[SUMMARY_FILE]?.content.at(-1) ?? null,
    exitcode: null,
    interruptedAt: null,
    receivedAt,
  };
  if (delivery.summary !== null) checkLines('summary', [delivery.summary]);
  let lineCount = 0;
  for (const stream of STREAM_NAMES) {
    const chunk = request.files?.[STREAM_FILES[stream]];
    if (!chunk) continue;
    checkLines(stream, chunk.content);
    delivery.streams[stream] = chunk;
    lineCount += chunk.content.length;
  }
  if (lineCount > MAX_LINES)
    throw new Refusal(413, `The request has more than ${MAX_LINES} lines; send fewer at a time.`);
  if (request.complete) delivery.exitcode = request.exitcode ?? 0;
  if (request.preempting) delivery.preempting = true;
  if (request.interrupted !== undefined) delivery.interruptedAt = request.interrupted * 1000;
  return delivery;
}

function checkLines(stream: string, lines: string[]): void {
  for (const line of lines) {
    if (isTooLong(line)) {
      throw new Refusal(
        413,
        `A line of "${stream}" is larger than ${MAX_LINE_BYTES} bytes; log large values as files.`,
      );
    }
    if (isTooDeep(line)) {
      throw new Refusal(
        400,
        `A line of "${stream}" must be nested at most ${MAX_NESTING} deep; log such values as files.`,
      );
    }
  }
}

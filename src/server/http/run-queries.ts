import type { Context } from 'hono';
import {
  isOwnAxis,
  type KeysAnswer,
  type MetricKind,
  type RowsAnswer,
  type RowStream,
  type SeriesAnswer,
  parseRowExactly,
  valueAt,
} from '../../wire/index';
import { Refusal } from '../trouble/refusal';
import { findRun } from '../runs/find-run';
import { rowColumns } from '../reading/row-columns';
import { seriesOf } from '../reading/series';
import type { Site } from '../site';
import type { ServerRun } from '../store/port/store';
import { lineAnswer } from './answer';
import { requireOwner } from './authenticate';
import type { Env } from './env';

/** A request whose address names a run. */
export type RunContext = Context<Env, '/api/runs/:entity/:project/:run/:what'>;

const MAX_KEYS = 100;

/** An answer ends with the row that brings it beyond so many characters. */
const ROWS_LENGTH = 16 * 1024 * 1024;

/** `GET /api/runs/{entity}/{project}/{run}/series`: what charts draw. */
export async function series(c: RunContext, site: Site): Promise<Response> {
  const run = await runOf(c, site);
  const keys = (c.req.queries('keys') ?? []).slice(0, MAX_KEYS);
  const points = integer(c.req.query('points'), 1000, 2, 100_000);
  const from = integer(c.req.query('from'), 0, 0, Number.MAX_SAFE_INTEGER);
  const xKey = c.req.query('x') ?? '_step';
  const stream = streamIn(c);
  const columns = await rowColumns(site.store, run, stream, from);
  const x = await columns.numbers(xKey);
  const answer: SeriesAnswer = { lineCount: run.lineCounts[stream], series: [] };
  // A client need not number its steps; then the line is the step.
  const axis = xKey === '_step' && x.lines.length === 0 ? null : x;
  for (const key of keys)
    answer.series.push(seriesOf(key, axis, await columns.numbers(key), points, isOwnAxis(xKey) ? 'x' : 'logged'));
  return lineAnswer(answer);
}

/** `GET /api/runs/{entity}/{project}/{run}/rows`: the values of one key, for what cannot be drawn as a line. */
export async function rows(c: RunContext, site: Site): Promise<Response> {
  const run = await runOf(c, site);
  const key = c.req.query('key') ?? '';
  const limit = integer(c.req.query('limit'), 200, 1, 1000);
  const from = integer(c.req.query('from'), 0, 0, Number.MAX_SAFE_INTEGER);
  const numbers = await site.store.columns.linesWith(run.id, key, from, limit + 1);
  const lines = await site.store.lines.at(run.id, 'history', numbers.slice(0, limit), ROWS_LENGTH);
  const last = lines.at(-1)?.number ?? Infinity;
  const answer: RowsAnswer = { rows: [], next: numbers.find((number) => number > last) ?? null };
  for (const { number, text } of lines) {
    const row = parseRowExactly(text);
    const step = row['_step'];
    answer.rows.push({ line: number, step: typeof step === 'number' ? step : null, value: valueAt(row, key) ?? null });
  }
  return lineAnswer(answer);
}

/** `GET /api/runs/{entity}/{project}/{run}/keys`: which metrics a run has. */
export async function keys(c: RunContext, site: Site): Promise<Response> {
  const run = await runOf(c, site);
  const stream = streamIn(c);
  const found = new Map<string, { kinds: MetricKind[]; count: number }>();
  for (const { key, kind, count } of await (await rowColumns(site.store, run, stream)).keys()) {
    const entry = found.get(key) ?? { kinds: [], count: 0 };
    found.set(key, { kinds: [...entry.kinds, kind], count: entry.count + count });
  }
  const answer: KeysAnswer = {
    lineCount: run.lineCounts[stream],
    keys: Array.from(found, ([key, entry]) => ({ key, ...entry })),
    isFull: stream === 'history' && (await site.store.columns.isFull(run.id)),
  };
  return lineAnswer(answer);
}

/** The run that the address names. @throws Refusal 401, 403 or 404. */
export async function runOf(c: RunContext, site: Site): Promise<ServerRun> {
  requireOwner(c, site);
  const { entity, project, run: name } = c.req.param();
  return findRun(site.store, { entity, project, name });
}

function streamIn(c: RunContext): RowStream {
  const stream = c.req.query('stream') ?? 'history';
  if (stream === 'history' || stream === 'events') return stream;
  throw new Refusal(400, `${JSON.stringify(stream)} has no columns: the stream must be "history" or "events".`);
}

function integer(text: string | undefined, fallback: number, least: number, most: number): number {
  const value = Number(text ?? fallback);
  if (!Number.isInteger(value) || value < 0)
    throw new Refusal(400, `A number in the address must be a whole number from 0, not ${JSON.stringify(text)}.`);
  return Math.min(Math.max(value, least), most);
}

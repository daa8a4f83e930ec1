import type { KeysAnswer, RowsAnswer, RowStream, SeriesAnswer } from '../../../wire/index';
import type { RowsQuestion, RunPath, SeriesQuestion } from '../source';
import { runApi } from './addresses';
import { ask } from './ask';

/** Which metrics a run has. */
export function askKeys(path: RunPath, stream: RowStream, signal: AbortSignal): Promise<KeysAnswer> {
  return ask(`${runApi(path)}/keys?stream=${stream}`, { signal });
}

/** The points of some numeric metrics, reduced to about `points` each. */
export function askSeries(
  path: RunPath,
  { stream, keys, axis, points, from }: SeriesQuestion,
  signal: AbortSignal,
): Promise<SeriesAnswer> {
  const query = new URLSearchParams({ stream });
  for (const key of keys) query.append('keys', key);
  query.set('x', axis);
  query.set('points', String(points));
  query.set('from', String(from));
  return ask(`${runApi(path)}/series?${query}`, { signal });
}

/** Rows that have `key`, from line `from` on. */
export function askRows(path: RunPath, { key, from, limit }: RowsQuestion, signal: AbortSignal): Promise<RowsAnswer> {
  const query = new URLSearchParams({ key, from: String(from), limit: String(limit) });
  return ask(`${runApi(path)}/rows?${query}`, { signal });
}

import type { LineValue } from '../../wire';
import type { Run } from '../api/runs';
import { importanceOf } from '../charts/importance';
import { jsonOf } from '../format/json';
import { leavesOf } from '../format/leaves';

/** A column that a project's runs themselves give rise to. */
export interface Column {
  /** `summary:loss` or `config:lr`. */
  id: string;
  source: 'summary' | 'config';
  key: string;
  /** All of its values are numbers, so they are set flush right. */
  numeric: boolean;
}

const MOST_METRICS = 6;
const MOST_SETTINGS = 3;

const leaves = new WeakMap<object, Map<string, LineValue>>();

/** The value that a run has in a column. */
export function valueIn(run: Run, column: Column): LineValue | undefined {
  const row = run[column.source];
  let known = leaves.get(row);
  if (!known) leaves.set(row, (known = leavesOf(row)));
  return known.get(column.key);
}

/** All columns that could be shown: numeric metrics, losses and scores first, then simple settings; the more common before the rarer. */
export function findColumns(runs: readonly Run[]): Column[] {
  return [...columnsOf(runs, 'summary', isNumber), ...columnsOf(runs, 'config', isSimple)];
}

/** The columns to begin with: the metrics that tell most, and the settings in which the runs differ. */
export function defaultColumns(runs: readonly Run[]): Column[] {
  const settings = columnsOf(runs, 'config', isSimple).filter((column) => {
    const values = new Set(runs.map((run) => jsonOf(valueIn(run, column))));
    return values.size > 1;
  });
  return [...columnsOf(runs, 'summary', isNumber).slice(0, MOST_METRICS), ...settings.slice(0, MOST_SETTINGS)];
}

function columnsOf(runs: readonly Run[], source: Column['source'], fits: (value: LineValue) => boolean): Column[] {
  const counts = new Map<string, number>();
  const worded = new Set<string>();
  for (const run of runs) {
    for (const [key, value] of leavesOf(run[source])) {
      if (!fits(value)) continue;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (!isNumber(value)) worded.add(key);
    }
  }
  return [...counts]
    .sort(([keyA, a], [keyB, b]) => importanceOf(keyA) - importanceOf(keyB) || b - a || keyA.localeCompare(keyB, 'en', { numeric: true }))
    .map(([key]) => ({ id: `${source}:${key}`, source, key, numeric: !worded.has(key) }));
}

const isNumber = (value: LineValue) => typeof value === 'number';
const isSimple = (value: LineValue) => value === null || typeof value !== 'object';

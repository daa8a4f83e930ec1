import type { LineValue } from '../../wire/index';
import { importanceOf } from '../charts/data/importance';
import { jsonOf } from '../format/json';
import { leavesOf } from '../format/leaves';
import type { Run } from '../source/run';

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
/** A table of a hundred settings tells less than one of those that most runs have. */
const MOST_SETTINGS = 12;

const leaves = new WeakMap<object, Map<string, LineValue>>();

/** The value that a run has in a column. */
export function valueIn(run: Run, column: Column): LineValue | undefined {
  return leavesIn(run, column.source).get(column.key);
}

function leavesIn(run: Run, source: Column['source']): Map<string, LineValue> {
  const row = run[source];
  let known = leaves.get(row);
  if (!known) leaves.set(row, (known = leavesOf(row)));
  return known;
}

/**
 * All columns that could be shown: numeric metrics, losses and scores first, then settings; the more common before the
 * rarer.
 */
export function findColumns(runs: readonly Run[]): Column[] {
  return [...columnsOf(runs, 'summary', isNumber, importanceOf), ...columnsOf(runs, 'config')];
}

/** The columns to begin with: the metrics that tell most, and the settings in which the runs differ. */
export function defaultColumns(runs: readonly Run[]): Column[] {
  const settings = columnsOf(runs, 'config').filter((column) => {
    const values = new Set(runs.map((run) => jsonOf(valueIn(run, column))));
    return values.size > 1;
  });
  return [
    ...columnsOf(runs, 'summary', isNumber, importanceOf).slice(0, MOST_METRICS),
    ...settings.slice(0, MOST_SETTINGS),
  ];
}

/**
 * `rankOf` says what comes first. Of settings none is more of a setting than another: in a metric a learning rate is
 * noise, there it is what was tried.
 */
function columnsOf(
  runs: readonly Run[],
  source: Column['source'],
  fits: (value: LineValue) => boolean = () => true,
  rankOf: (key: string) => number = () => 0,
): Column[] {
  const counts = new Map<string, number>();
  const worded = new Set<string>();
  for (const run of runs) {
    for (const [key, value] of leavesIn(run, source)) {
      if (!fits(value)) continue;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (!isNumber(value)) worded.add(key);
    }
  }
  return [...counts]
    .sort(
      ([keyA, a], [keyB, b]) =>
        rankOf(keyA) - rankOf(keyB) || b - a || keyA.localeCompare(keyB, 'en', { numeric: true }),
    )
    .map(([key]) => ({ id: `${source}:${key}`, source, key, numeric: !worded.has(key) }));
}

const isNumber = (value: LineValue) => typeof value === 'number' || typeof value === 'bigint';

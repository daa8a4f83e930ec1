import type { LineValue } from '../../wire/index';
import { jsonOf } from '../format/json';
import { durationOf, stepOf } from '../run/timing';
import type { Run } from '../source/run';
import { valueIn, type Column } from './columns';

/** What the table is sorted by: one of its fixed columns or the id of another. */
export interface Sorting {
  by: string;
  descending: boolean;
}

export const NEWEST_FIRST: Sorting = { by: 'created', descending: true };

/** Sorts runs. Those without a value, and NaN, come last in both directions. */
export function sortRuns(
  runs: readonly Run[],
  { by, descending }: Sorting,
  columns: readonly Column[],
  now: number,
): Run[] {
  const column = columns.find((one) => one.id === by);
  const key = (run: Run): LineValue | undefined => {
    if (column) return valueIn(run, column);
    switch (by) {
      case 'state':
        return run.state;
      case 'name':
        return run.name;
      case 'duration':
        return durationOf(run, now);
      case 'steps':
        return stepOf(run);
      default:
        return run.createdAt;
    }
  };
  const keys = new Map(runs.map((run) => [run, key(run)]));
  return [...runs].sort((a, b) => {
    const left = keys.get(a);
    const right = keys.get(b);
    if (isMissing(left) || isMissing(right))
      return Number(isMissing(left)) - Number(isMissing(right)) || b.createdAt - a.createdAt;
    return (descending ? -1 : 1) * compare(left, right) || b.createdAt - a.createdAt;
  });
}

/** An order in words. */
export function describeSorting({ by, descending }: Sorting, columns: readonly Column[]): string {
  const column = columns.find((one) => one.id === by);
  if (column?.numeric || by === 'steps') return `${descending ? 'largest' : 'smallest'} ${column?.key ?? 'step'} first`;
  switch (by) {
    case 'duration':
      return `${descending ? 'longest' : 'shortest'} first`;
    case 'name':
    case 'state':
      return `by ${by}${descending ? ', backwards' : ''}`;
    default:
      return column
        ? `by ${column.key}${descending ? ', backwards' : ''}`
        : `${descending ? 'newest' : 'oldest'} first`;
  }
}

function isMissing(value: LineValue | undefined): value is null | undefined {
  return value === undefined || value === null || Number.isNaN(value);
}

function compare(a: LineValue, b: LineValue): number {
  if (isNumber(a) && isNumber(b)) return a === b ? 0 : a < b ? -1 : 1;
  return textOf(a).localeCompare(textOf(b), 'en', { numeric: true });
}

function isNumber(value: LineValue): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function textOf(value: LineValue): string {
  return typeof value === 'string' ? value : jsonOf(value);
}

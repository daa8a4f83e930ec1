import { describe, expect, it } from 'vitest';
import { defaultColumns, findColumns } from '../../../../src/dashboard/runs/columns';
import { describeSorting, NEWEST_FIRST, sortRuns } from '../../../../src/dashboard/runs/sort';
import { nestedRow } from '../nested-row';
import { sampleRun } from '../run/sample-run';

const runs = [
  sampleRun({ id: 'a', name: 'run 10', createdAt: 1, summary: { loss: 0.5 } }),
  sampleRun({ id: 'b', name: 'run 9', createdAt: 2, summary: { loss: NaN } }),
  sampleRun({ id: 'c', name: 'run 1', createdAt: 3, summary: { loss: 0.1 } }),
  sampleRun({ id: 'd', name: 'run 2', createdAt: 4 }),
];
const ids = (by: string, descending: boolean) =>
  sortRuns(runs, { by, descending }, findColumns(runs), 0)
    .map((run) => run.id)
    .join('');

describe('sortRuns', () => {
  it('shows the newest first', () => {
    expect(
      sortRuns(runs, NEWEST_FIRST, [], 0)
        .map((run) => run.id)
        .join(''),
    ).toBe('dcba');
  });

  it('reads numbers in names as numbers', () => {
    expect(ids('name', false)).toBe('cdba');
  });

  it('keeps runs without a value last in both directions', () => {
    expect(ids('summary:loss', false)).toBe('cadb');
    expect(ids('summary:loss', true)).toBe('acdb');
  });

  it('gets through values of any depth', () => {
    const deep = [nestedRow(50_000), nestedRow(17), nestedRow(3)].map((config, at) =>
      sampleRun({ createdAt: at, config }),
    );
    const column = { id: 'config:deep', source: 'config', key: Array(17).fill('a').join('.'), numeric: false } as const;
    expect(sortRuns(deep, { by: column.id, descending: true }, [column], 0)).toHaveLength(3);
    expect(defaultColumns(deep)).toHaveLength(2);
  });
});

it.each([
  ['created', true, 'newest first'],
  ['created', false, 'oldest first'],
  ['name', false, 'by name'],
  ['state', true, 'by state, backwards'],
  ['duration', true, 'longest first'],
  ['steps', false, 'smallest step first'],
  ['summary:loss', false, 'smallest loss first'],
  ['summary:gone', true, 'newest first'],
])('an order by %s, descending: %j, is called %s', (by, descending, words) => {
  expect(describeSorting({ by, descending }, findColumns(runs))).toBe(words);
});

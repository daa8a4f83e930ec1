import { describe, expect, it } from 'vitest';
import { findColumns } from '../../../../src/dashboard/runs/columns';
import { NEWEST_FIRST, sortRuns } from '../../../../src/dashboard/runs/sort';
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
});

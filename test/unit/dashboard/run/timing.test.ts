import { describe, expect, it } from 'vitest';
import { durationOf, startOf, stepOf } from '../../../../src/dashboard/run/timing';
import { sampleRun } from './sample-run';

describe('timing of a run', () => {
  it('goes by the clock of the page that ran it, which may have been offline', () => {
    const run = sampleRun({ createdAt: 9_000_000, summary: { _runtime: 120, _timestamp: 500 } });
    expect(startOf(run)).toBe(380_000);
    expect(durationOf(run, 0)).toBe(120);
  });

  it('goes by the server while no row has come', () => {
    expect(startOf(sampleRun())).toBe(1_000_000);
    expect(durationOf(sampleRun(), 0)).toBe(60);
  });

  it('goes on while the run does', () => {
    const run = sampleRun({ state: 'running', summary: { _runtime: 120, _timestamp: 500 } });
    expect(durationOf(run, 600_000)).toBe(220);
  });

  it('does not believe a runtime of centuries', () => {
    expect(durationOf(sampleRun({ summary: { _runtime: 5e11, _timestamp: 500 } }), 0)).toBe(60);
  });

  it('does not believe a clock that is not a moment', () => {
    for (const _timestamp of [1e300, Infinity, NaN]) {
      const run = sampleRun({ summary: { _runtime: 0, _timestamp } });
      expect(startOf(run)).toBe(1_000_000);
      expect(durationOf({ ...run, state: 'running' }, 1_060_000)).toBe(60);
    }
  });

  it('counts lines where steps are not numbered', () => {
    expect(stepOf(sampleRun())).toBeNull();
    expect(stepOf(sampleRun({ lineCount: 5 }))).toBe(4);
    expect(stepOf(sampleRun({ lineCount: 5, summary: { _step: 40 } }))).toBe(40);
  });
});

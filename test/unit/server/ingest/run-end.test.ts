import { describe, expect, test } from 'vitest';
import { hasEnded, stateAfter, stateAtExit } from '../../../../src/server/ingest/run-end';
import type { Delivery } from '../../../../src/server/store/port/store';
import { RUN_STATES, type RunState } from '../../../../src/wire/index';

describe('the state of a run that says that it has ended', () => {
  test.for([
    [0, false, false, 'finished'],
    [0, true, true, 'finished'],
    [1, false, false, 'failed'],
    [1, true, false, 'killed'],
    [255, false, true, 'preempted'],
    // Who has asked it to stop does not want it to begin again.
    [1, true, true, 'killed'],
  ] as const)(
    'at exit code %i, asked to stop: %s, about to be preempted: %s',
    ([exitcode, stopRequested, preempting, state]) => {
      expect(stateAtExit({ stopRequested, preempting }, exitcode)).toBe(state);
    },
  );
});

describe('the state that a delivery brings a run to', () => {
  const after = (state: RunState, said: Partial<Delivery>, isLonger = false, preempting = false) =>
    stateAfter(
      { state, stopRequested: false, preempting },
      { streams: {}, summary: null, exitcode: null, interruptedAt: null, receivedAt: 5, ...said },
      isLonger,
    );

  test('is the end that it tells of, whatever the run was before', () => {
    for (const state of RUN_STATES) {
      expect(after(state, { exitcode: 0 })).toBe('finished');
      expect(after(state, { exitcode: 3, preempting: true })).toBe('preempted');
      expect(after(state, { exitcode: 3 }, false, true)).toBe('preempted');
      // A page that is left and a run that has ended at once: it has ended.
      expect(after(state, { exitcode: 3, interruptedAt: 4 })).toBe('failed');
    }
  });

  test('is an interruption of one that ran, and of no other', () => {
    const interrupted = RUN_STATES.filter((state) => after(state, { interruptedAt: 4 }, true) !== null);
    expect(interrupted).toEqual(['running']);
    expect(after('running', { interruptedAt: 4 })).toBe('interrupted');
  });

  test('is running again when it goes on, or was only interrupted', () => {
    for (const state of RUN_STATES) expect(after(state, {}, true)).toBe('running');
    expect(RUN_STATES.filter((state) => after(state, {}) !== null)).toEqual(['interrupted']);
  });

  test('stays an end when a writer that shares the run is a little behind', () => {
    const writer = { client: 'a' };
    expect(RUN_STATES.filter((state) => after(state, { writer }, true) === null)).toEqual(
      RUN_STATES.filter((state) => hasEnded({ state })),
    );
    expect(after('finished', { writer: { client: null } }, true)).toBe('running');
  });
});

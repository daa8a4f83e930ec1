import { describe, expect, test } from 'vitest';
import { refuseMove, stateAtExit } from '../../../../src/server/runs/run-state';
import { RUN_STATES } from '../../../../src/wire/index';

describe('the state of a run', () => {
  test.for([
    ['pending', ['running', 'preempting', 'failed', 'preempted', 'interrupted', 'crashed']],
    ['failed', ['pending', 'running', 'preempting', 'interrupted']],
    ['running', []],
    ['finished', []],
    ['killed', []],
    ['crashed', []],
    ['preempted', []],
    ['constructor', []],
  ] as const)('can be made %s from outside if it is one of %j', ([to, from]) => {
    expect(RUN_STATES.filter((state) => refuseMove(state, to) === null)).toEqual(from);
  });

  test('is refused with what would be right', () => {
    expect(refuseMove('finished', 'failed')).toBe(
      'A run that is finished cannot be made failed: that takes one that is pending, running, preempting, interrupted.',
    );
    expect(refuseMove('finished', 'done')).toBe('A run cannot be made "done"; choose one of pending, failed.');
  });

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

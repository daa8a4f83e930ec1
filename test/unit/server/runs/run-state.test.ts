import { describe, expect, test } from 'vitest';
import { refuseMove } from '../../../../src/server/runs/run-state';
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
});

import { describe, expect } from 'vitest';
import { clients } from './clients';
import { testOf } from './suite';

const test = testOf('resume.py');
const upTo = (step: number) => Array.from({ length: step + 1 }, (_, i) => [i, i]);

describe(clients.wandb, () => {
  test('resumes a run if there is one', ({ outcome }) => {
    expect(outcome('allow')).toEqual([...upTo(2), [3, 103]]);
  });

  test('resumes a run that must be there', ({ outcome }) => {
    expect(outcome('must')).toEqual([...upTo(1), [2, 102], [10, 110]]);
  });

  test('goes on behind the lines of a run of the same id that it does not resume', ({ outcome }) => {
    expect(outcome('anew')).toEqual([...upTo(0), ...upTo(0), [1, 1], [1, 1], [2, 2]]);
  });

  test('refuses to resume a run that is not there', ({ outcome }) => {
    expect(outcome('must_not_found')).toContain('does not exist');
  });

  test('refuses a run that is there already', ({ outcome }) => {
    expect(outcome('never')).toContain('already exists');
  });

  test('resumes a run that had failed', ({ outcome }) => {
    expect(outcome('after_crash')).toEqual({
      states: ['failed', 'running', 'finished'],
      rows: [
        [0, 0],
        [1, 101],
      ],
    });
  });

  test('rewinds a run to a step', ({ outcome }) => {
    expect(outcome('rewind')).toEqual([...upTo(4), [5, 105], [6, 106]]);
  });

  test('is told that there is no run to rewind', ({ outcome }) => {
    expect(outcome('rewind_not_found')).toContain('no-such-run');
  });

  test('forks a run at a step', ({ outcome }) => {
    expect(outcome('fork')).toEqual([...upTo(4), [5, 205], [6, 206]]);
  });
});

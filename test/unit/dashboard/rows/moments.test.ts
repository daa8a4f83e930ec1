import { describe, expect, it } from 'vitest';
import { lastUpTo, mergeMoments, placeOf } from '../../../../src/dashboard/rows/moments';

const at = (...steps: number[]) => steps.map((step, line) => ({ step, line }));

it('a row stands at its step, and without one at its line', () => {
  expect(placeOf({ step: 40, line: 2 })).toBe(40);
  expect(placeOf({ step: null, line: 2 })).toBe(2);
});

describe('the last one up to a place', () => {
  it('is the one at it, or the nearest before it', () => {
    expect(lastUpTo(at(0, 10, 20), 10)).toBe(1);
    expect(lastUpTo(at(0, 10, 20), 19)).toBe(1);
    expect(lastUpTo(at(0, 10, 20), 99)).toBe(2);
  });

  it('is the last one where no place is said', () => expect(lastUpTo(at(0, 10), null)).toBe(1));

  it('is nowhere where all come later, or there are none', () => {
    expect(lastUpTo(at(5), 4)).toBe(-1);
    expect(lastUpTo([], null)).toBe(-1);
  });

  it('is what was logged last where a run went back and logged a step again', () =>
    expect(lastUpTo(at(0, 10, 20, 10), 15)).toBe(3));
});

it('several runs have one course, each place once, in order', () => {
  expect(mergeMoments([at(0, 20), [], at(20, 10), [{ step: null, line: 15 }]])).toEqual([
    { step: 0, line: 0 },
    { step: 10, line: 1 },
    { step: null, line: 15 },
    { step: 20, line: 1 },
  ]);
  expect(mergeMoments([])).toEqual([]);
});

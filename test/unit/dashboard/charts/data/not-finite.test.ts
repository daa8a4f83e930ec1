import { describe, expect, it } from 'vitest';
import { describeMarks, findMarks } from '../../../../../src/dashboard/charts/data/not-finite';

const line = { x: [1, 2, 3, 4, 5], y: [1, NaN, -Infinity, Infinity, 0], thinned: false };
const step = (x: number) => `step ${x}`;

describe('findMarks', () => {
  it('marks what no line can show', () => {
    expect(findMarks([line], false).map(({ x, kind }) => [x, kind])).toEqual([
      [2, 'NaN'],
      [3, '−∞'],
      [4, '∞'],
    ]);
  });

  it('marks zero and less on a logarithmic scale', () => {
    expect(findMarks([line], true).at(-1)).toEqual({ x: 5, kind: '≤ 0', line: 0 });
  });
});

describe('describeMarks', () => {
  const marks = findMarks([{ x: [7, 8, 9], y: [NaN, NaN, Infinity], thinned: false }], false);

  it('counts where every value is there', () => {
    expect(describeMarks(marks, true, step)).toBe('2 NaN, 1 ∞');
  });

  it('says that a logarithmic scale has no place for what is not positive', () => {
    expect(describeMarks(findMarks([line], true), true, step)).toContain('1 ≤ 0 (not on a log scale)');
  });

  it('says only where it begins when values were left out', () => {
    expect(describeMarks(marks, false, step)).toBe('NaN from step 7, ∞ from step 9');
  });
});

import { describe, expect, it } from 'vitest';
import { isBetweenEnds, mergeLines } from '../../../../src/dashboard/charts/data/merge';
import type { Points } from '../../../../src/dashboard/charts/data/points';

const points = (x: number[], y: number[]): Points => ({ x, y, thinned: false });

describe('mergeLines', () => {
  it('puts lines with x of their own on one axis; where a line has no point it is not interrupted', () => {
    expect(mergeLines([points([0, 2], [1, 2]), points([1, 2, 3], [5, 6, 7])])).toEqual({
      x: [0, 1, 2, 3],
      columns: [
        [1, undefined, 2, undefined],
        [undefined, 5, 6, 7],
      ],
    });
  });

  it('makes gaps of what cannot be drawn', () => {
    expect(mergeLines([points([0, 1, 2, 3], [1, NaN, Infinity, 2])]).columns).toEqual([[1, null, null, 2]]);
    expect(mergeLines([points([0, 1], [-1, 2])], (value) => value > 0).columns).toEqual([[null, 2]]);
  });

  it('keeps all of several points at one x, in each line its own', () => {
    expect(mergeLines([points([0, 1, 1, 2, 2], [1, 2, 3, 4, NaN])])).toEqual({
      x: [0, 1, 1, 2, 2],
      columns: [[1, 2, 3, 4, null]],
    });
    expect(mergeLines([points([0, 0, 0, 2], [1, 2, 3, 4]), points([0, 1, 2, 2], [5, 6, 7, 8])])).toEqual({
      x: [0, 0, 0, 1, 2, 2],
      columns: [
        [1, 2, 3, undefined, 4, undefined],
        [5, undefined, undefined, 6, 7, 8],
      ],
    });
  });

  it('keeps all points of a line whose x also falls', () => {
    expect(mergeLines([points([0, 1, 2, 1, 0], [1, 2, 3, 4, 5])])).toEqual({
      x: [0, 0, 1, 1, 2],
      columns: [[1, 5, 2, 4, 3]],
    });
  });

  it('takes no lines and empty lines', () => {
    expect(mergeLines([])).toEqual({ x: [], columns: [] });
    expect(mergeLines([points([], []), points([1], [1])])).toEqual({ x: [1], columns: [[undefined], [1]] });
  });
});

describe('isBetweenEnds', () => {
  it('holds from the first point of a line to its last, gaps included', () => {
    const column = [undefined, 1, undefined, null, undefined];
    expect([0, 1, 2, 3, 4].map((index) => isBetweenEnds(column, index))).toEqual([false, true, true, true, false]);
  });

  it('holds nowhere for a line without points', () => {
    expect(isBetweenEnds([undefined, undefined], 1)).toBe(false);
    expect(isBetweenEnds([], 0)).toBe(false);
  });
});

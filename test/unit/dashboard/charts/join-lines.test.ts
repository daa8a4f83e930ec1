import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Points } from '../../../../src/dashboard/charts/data/points';
import { isBetweenEnds, joinLines } from '../../../../src/dashboard/charts/join-lines';

const points = (x: number[], y: number[]): Points => ({ x, y, thinned: false });

describe('joinLines', () => {
  it('puts lines with x of their own on one axis; where a line has no point it is not interrupted', () => {
    expect(joinLines([points([0, 2], [1, 2]), points([1, 2, 3], [5, 6, 7])])).toEqual({
      x: [0, 1, 2, 3],
      ys: [
        [1, undefined, 2, undefined],
        [undefined, 5, 6, 7],
      ],
    });
  });

  it('makes gaps of what cannot be drawn', () => {
    expect(joinLines([points([0, 1, 2, 3], [1, NaN, Infinity, 2])]).ys).toEqual([[1, null, null, 2]]);
    expect(joinLines([points([0, 1], [-1, 2])], (value) => value > 0).ys).toEqual([[null, 2]]);
  });

  it('keeps all of several points at one x, in each line its own', () => {
    expect(joinLines([points([0, 1, 1, 2, 2], [1, 2, 3, 4, NaN])])).toEqual({
      x: [0, 1, 1, 2, 2],
      ys: [[1, 2, 3, 4, null]],
    });
    expect(joinLines([points([0, 0, 0, 2], [1, 2, 3, 4]), points([0, 1, 2, 2], [5, 6, 7, 8])])).toEqual({
      x: [0, 0, 0, 1, 2, 2],
      ys: [
        [1, 2, 3, undefined, 4, undefined],
        [5, undefined, undefined, 6, 7, 8],
      ],
    });
  });

  it('keeps all points of a line whose x also falls', () => {
    expect(joinLines([points([0, 1, 2, 1, 0], [1, 2, 3, 4, 5])])).toEqual({
      x: [0, 0, 1, 1, 2],
      ys: [[1, 5, 2, 4, 3]],
    });
  });

  it('takes no lines and empty lines', () => {
    expect(joinLines([])).toEqual({ x: [], ys: [] });
    expect(joinLines([points([], []), points([1], [1])])).toEqual({ x: [1], ys: [[undefined], [1]] });
  });

  /** Few positions, so that many come again, and values that cannot be drawn. */
  const lineOf = fc
    .array(fc.tuple(fc.constantFrom(-1.5, 0, 1, 2, 3, 1e9), fc.constantFrom(-1, 1, 2, NaN, Infinity)), {
      maxLength: 30,
    })
    .map((pairs) =>
      points(
        pairs.map(([x]) => x),
        pairs.map(([, y]) => y),
      ),
    );

  it('has every point of every line at its x, in the order in which they were logged, and no place too many', () => {
    fc.assert(
      fc.property(fc.array(lineOf, { maxLength: 5 }), (lines) => {
        const { x, ys } = joinLines(lines);
        expect(ys).toHaveLength(lines.length);
        const positions = [...new Set(lines.flatMap((line) => line.x))].sort((a, b) => a - b);
        expect([...new Set(x)]).toEqual(positions);
        expect(x).toEqual([...x].sort((a, b) => a - b));
        for (const here of positions) {
          const logged = lines.map(({ x: xs, y }) => y.filter((_, index) => xs[index] === here));
          const places = Math.max(...logged.map((values) => values.length));
          const first = x.indexOf(here);
          expect(x.lastIndexOf(here) - first + 1).toBe(places);
          for (const [index, values] of logged.entries()) {
            const drawn = values.map((value) => (Number.isFinite(value) ? value : null));
            const rest = Array.from({ length: places - drawn.length });
            expect(ys[index]!.slice(first, first + places)).toEqual([...drawn, ...rest]);
          }
        }
      }),
    );
  });
});

describe('isBetweenEnds', () => {
  it('holds from the first point of a line to its last, gaps included', () => {
    const y = [undefined, 1, undefined, null, undefined];
    expect([0, 1, 2, 3, 4].map((index) => isBetweenEnds(y, index))).toEqual([false, true, true, true, false]);
  });

  it('holds nowhere for a line without points', () => {
    expect(isBetweenEnds([undefined, undefined], 1)).toBe(false);
    expect(isBetweenEnds([], 0)).toBe(false);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countInBins } from '../../../src/values/bins';

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);

describe('countInBins', () => {
  // np.histogram([1, 2, 1], bins=3), np.histogram([0, 1, 2, 3, 4], bins=4), np.histogram([5, 5], bins=2)
  it.each<[number[], number, number[], number[]]>([
    [[1, 2, 1], 3, [2, 0, 1], [1, 4 / 3, 5 / 3, 2]],
    [[0, 1, 2, 3, 4], 4, [1, 1, 1, 2], [0, 1, 2, 3, 4]],
    [[5, 5], 2, [0, 2], [4.5, 5, 5.5]],
    [[-1, 1], 1, [2], [-1, 1]],
  ])('counts %j in %i bins as numpy does', (values, bins, counts, edges) => {
    const histogram = countInBins(values, bins)!;
    expect(histogram.values).toEqual(counts);
    histogram.bins.forEach((edge, i) => expect(edge).toBeCloseTo(edges[i]!, 12));
    expect(histogram.bins).toHaveLength(bins + 1);
  });

  it('leaves NaN and the infinities out', () => {
    expect(countInBins([NaN, 0, Infinity, 1, -Infinity], 2)).toEqual({
      _type: 'histogram',
      values: [1, 1],
      bins: [0, 0.5, 1],
    });
    expect(countInBins([NaN, Infinity], 4)).toBeNull();
    expect(countInBins([], 4)).toBeNull();
  });

  it('begins at the smallest value and ends at the largest, exactly', () => {
    const { bins } = countInBins([0.1, 0.7, 0.30000000000000004], 7)!;
    expect(bins[0]).toBe(0.1);
    expect(bins.at(-1)).toBe(0.7);
  });

  it('counts each finite value once, for values of any size', () => {
    const anyDouble = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        fc.array(anyDouble, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 512 }),
        (values, bins) => {
          const histogram = countInBins(values, bins)!;
          expect(Object.keys(histogram.values)).toHaveLength(bins);
          expect(sum(histogram.values)).toBe(values.length);
          expect(histogram.bins.every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['a large constant, whose neighbours are further away than a half', [1e17, 1e17]],
    ['the largest constant', [Number.MAX_VALUE]],
    ['subnormal numbers', [0, 5e-324]],
  ])('counts %s', (_kind, values) => {
    expect(sum(countInBins(values, 4)!.values)).toBe(values.length);
  });

  it('puts values of the whole range where they belong', () => {
    const max = Number.MAX_VALUE;
    expect(countInBins([-max, -max / 2, 0, max / 4, max], 8)!.values).toEqual([1, 0, 1, 0, 1, 1, 0, 1]);
  });

  it('puts each value between the edges of its bin, as numpy corrects it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -1_000, max: 1_000 }).map((n) => n / 7),
          { minLength: 2, maxLength: 12 },
        ),
        fc.integer({ min: 1, max: 64 }),
        (values, bins) => {
          const histogram = countInBins(values, bins)!;
          const expected = histogram.values.map((_count, i) => {
            const [from, to] = [histogram.bins[i]!, histogram.bins[i + 1]!];
            const isLast = i === bins - 1;
            return values.filter((value) => value >= from && (value < to || (isLast && value <= to))).length;
          });
          expect(histogram.values).toEqual(expected);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('puts a value that is an edge into the bin that begins there', () => {
    for (const bins of [10, 30, 49, 64, 100]) {
      const edges = countInBins([0, 1], bins)!.bins;
      const { values } = countInBins(edges, bins)!;
      expect(values).toEqual([...Array.from({ length: bins - 1 }, () => 1), 2]);
    }
  });
});

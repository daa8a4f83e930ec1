import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countInBins as countPieces, formatBins, type Bins, type Countable } from '../../../../src/wire/line/bins';
import { parseLine } from '../../../../src/wire/line/line';
import numpy from './numpy-histogram.json';

const countInBins = (values: Countable, bins: Bins) => countPieces([values], bins);
const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);

describe('countInBins', () => {
  it.each(numpy.cases)('counts as numpy does: $name', ({ type, values, bins, counts, edges }) => {
    const typed = TYPES[type as keyof typeof TYPES](values as string[] & number[]);
    expect(countInBins(typed, bins)).toMatchObject({ values: counts, bins: edges });
  });

  it('leaves NaN, the infinities and what lies outside of given edges out, and says how many', () => {
    expect(countInBins([NaN, 0, Infinity, 1, -Infinity], 2)).toEqual({
      _type: 'histogram',
      values: [1, 1],
      bins: [0, 0.5, 1],
      leftOut: { nan: 1, infinite: 2 },
    });
    expect(countInBins([NaN, -1, 0, 1, 3, 3.5, 4], [0, 1, 3])).toEqual({
      _type: 'histogram',
      values: [1, 2],
      bins: [0, 1, 3],
      leftOut: { nan: 1, outside: 3 },
    });
    expect(countInBins([NaN, Infinity], 4)).toBeNull();
    expect(countInBins([], 4)).toBeNull();
    expect(countInBins([1, 2, NaN], [5, 6])).toBeNull();
  });

  it('counts pieces as one', () => {
    const values = Float64Array.from({ length: 1_000 }, (_, i) => Math.sin(i));
    const pieces = [values.slice(0, 300), values.slice(300, 301), values.slice(301)];
    expect(countPieces(pieces, 64)).toEqual(countInBins(values, 64));
  });

  it('compares integers above 2^53 exactly, where numpy rounds them to the next edge', () => {
    const start = 2n ** 53n;
    // numpy.histogram counts 19, an odd one, as 20, and the bins have 10, 9, 11, … values.
    const values = BigInt64Array.from({ length: 101 }, (_, i) => start + BigInt(i));
    expect(countInBins(values, 10)!.values).toEqual([...Array.from({ length: 9 }, () => 10), 11]);
    expect(countInBins([...values], 10)!.values).toEqual([...Array.from({ length: 9 }, () => 10), 11]);
    expect(countInBins(BigInt64Array.of(start - 1n, start + 1n), [0, 2 ** 53, 2 ** 54])!.values).toEqual([1, 1]);
  });

  it.each([
    ['float32 numbers far from zero', Float32Array.of(1e9, 1e9 + 64)],
    ['a float32 constant far from zero', Float32Array.of(1e9)],
    ['neighbours above 2^53', BigInt64Array.of(2n ** 53n, 2n ** 53n + 1n)],
    ['neighbours', [1, 1 + Number.EPSILON]],
    ['the largest float32', Float32Array.of(-3.4e38, 3.4e38)],
  ])('gives each bin a width, where numpy refuses: %s', (_what, values) => {
    const { values: counts, bins } = countInBins(values, 64)!;
    expect(sum(counts)).toBe(values.length);
    expect(bins.every((edge, i) => Number.isFinite(edge) && !(edge >= bins[i + 1]!))).toBe(true);
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

describe('formatBins', () => {
  it('tells what is not finite, and refuses when nothing was counted', () => {
    const told: unknown[] = [];
    const text = formatBins({ pieces: [[NaN, 1, 2, Infinity, NaN]], bins: 1 }, (error) => told.push(error));
    expect(parseLine(text)).toEqual({
      _type: 'histogram',
      values: [2],
      bins: [1, 2],
      leftOut: { nan: 2, infinite: 1 },
    });
    expect(told).toMatchObject([{ code: 'clipped-media', message: expect.stringContaining('2 NaN and 1 infinite') }]);
    expect(formatBins({ pieces: [[1, 2, 5]], bins: [1, 3] }, (error) => told.push(error))).toContain('"outside":1');
    expect(told).toHaveLength(1);
    expect(() => formatBins({ pieces: [[NaN]], bins: 1 }, () => undefined)).toThrow(
      expect.objectContaining({ code: 'unsupported-value' }),
    );
  });
});

const integers =
  <T>(from: (values: number[]) => T) =>
  (texts: string[]) =>
    from(texts.map(Number));
const longs =
  <T>(from: (values: bigint[]) => T) =>
  (texts: string[]) =>
    from(texts.map(BigInt));
const TYPES = {
  float64: (values: number[]) => Float64Array.from(values),
  float32: (values: number[]) => Float32Array.from(values),
  uint8: integers((values) => Uint8Array.from(values)),
  int8: integers((values) => Int8Array.from(values)),
  int32: integers((values) => Int32Array.from(values)),
  int64: longs((values) => BigInt64Array.from(values)),
  uint64: longs((values) => BigUint64Array.from(values)),
};

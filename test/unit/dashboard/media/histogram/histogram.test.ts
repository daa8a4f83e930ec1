import { describe, expect, it } from 'vitest';
import {
  binAt,
  densities,
  describeHistogram,
  rangeOf,
  readHistogram,
  writeHistograms,
} from '../../../../../src/dashboard/media/histogram/histogram';

const logged = { _type: 'histogram', values: [0, 4, 2, 0], bins: [0, 1, 2, 4, 8] };

describe('histogram', () => {
  it('reads counts with edges, and with even bins', () => {
    expect(readHistogram(logged)).toEqual({ counts: [0, 4, 2, 0], edges: [0, 1, 2, 4, 8] });
    expect(readHistogram({ _type: 'histogram', values: [1, 2], packedBins: { min: -1, size: 0.5, count: 2 } })).toEqual(
      {
        counts: [1, 2],
        edges: [-1, -0.5, 0],
      },
    );
  });

  it('reads how much has no bin, and passes over what is not a number of values', () => {
    const leftOut = { nan: 1200, infinite: 1, outside: 2 };
    expect(readHistogram({ ...logged, leftOut })!.leftOut).toBe('1,200 NaN, 1 infinite, 2 outside of the edges');
    for (const bad of [null, 'x', [], { nan: '3', infinite: -1, outside: 0.5, other: 7 }])
      expect(readHistogram({ ...logged, leftOut: bad })!.leftOut).toBeUndefined();
  });

  it.each([
    [null],
    ['text'],
    [{ _type: 'histogram', values: [1], bins: [0] }],
    [{ _type: 'histogram', values: [NaN], bins: [0, 1] }],
    [{ _type: 'histogram', values: [], bins: [0] }],
    [{ _type: 'histogram', values: [1, 1], bins: [0, 2, 1] }],
  ])('refuses what it cannot draw: %j', (value) => {
    expect(readHistogram(value)).toBeNull();
  });

  it('covers the bins that hold something', () => {
    expect(rangeOf([readHistogram(logged)!])).toEqual([1, 4]);
    expect(rangeOf([{ counts: [3], edges: [5, 5] }])).toEqual([4.5, 5.5]);
    expect(rangeOf([])).toEqual([0, 1]);
  });

  it('weighs counts by the width of their bins', () => {
    expect(densities(readHistogram(logged)!)).toEqual([0, 1, 0.25, 0]);
    expect(densities({ counts: [3], edges: [5, 5] })).toEqual([1]);
    expect(densities({ counts: [0, 0], edges: [0, 1, 2] })).toEqual([0, 0]);
  });

  it('takes as many bins as a line can hold', () => {
    const counts = Array.from({ length: 300_000 }, (_, index) => index % 5);
    expect(densities({ counts, edges: Array.from({ length: 300_001 }, (_, index) => index) }).slice(0, 5)).toEqual([
      0, 0.25, 0.5, 0.75, 1,
    ]);
  });

  it('describes', () => {
    expect(describeHistogram(readHistogram(logged)!)).toEqual({ count: 6, mean: 2, least: 0, most: 8 });
  });

  it('says in which bin a value lies, the last edge being in the last bin', () => {
    const histogram = readHistogram(logged)!;
    expect([-0.1, 0, 0.9, 1, 3.9, 8, 8.1, NaN].map((value) => binAt(histogram, value))).toEqual([
      null,
      0,
      0,
      1,
      2,
      3,
      null,
      null,
    ]);
    // Of edges that are equal, the bin that begins there.
    expect(binAt({ counts: [3, 1], edges: [2, 2, 3] }, 2)).toBe(1);
    expect(binAt({ counts: [3], edges: [2, 2] }, 2)).toBe(0);
  });

  it('is written as CSV, a line for each bin of each step', () => {
    const histogram = { counts: [1, 2], edges: [-0.5, 0, 1e-9] };
    expect(writeHistograms([{ name: 7, histogram }])).toBe('step,from,to,count\r\n7,-0.5,0,1\r\n7,0,1e-9,2\r\n');
  });
});

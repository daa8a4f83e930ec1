import { describe, expect, it } from 'vitest';
import { smooth } from '../../../../../src/dashboard/charts/data/smoothing';

describe('smooth', () => {
  it('changes nothing without a weight', () => {
    expect(smooth([1, 5, 2], 0)).toEqual([1, 5, 2]);
  });

  it('keeps a constant line where it is, also at its beginning', () => {
    for (const value of smooth(
      Array.from({ length: 50 }, () => 3),
      0.99,
    ))
      expect(value).toBeCloseTo(3, 10);
  });

  it('begins at the first value and follows the later ones', () => {
    const smoothed = smooth([0, 10, 10, 10], 0.5);
    expect(smoothed[0]).toBe(0);
    expect(smoothed[1]).toBeCloseTo(20 / 3, 10);
    expect(smoothed[3]).toBeGreaterThan(smoothed[2]!);
    expect(smoothed[3]).toBeLessThan(10);
  });

  it('leaves what is not finite in its place and out of the average', () => {
    const smoothed = smooth([1, NaN, Infinity, 1], 0.9);
    expect(smoothed[1]).toBeNaN();
    expect(smoothed[2]).toBe(Infinity);
    expect(smoothed[3]).toBeCloseTo(1, 10);
  });
});

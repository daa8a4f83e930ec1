import { describe, expect, it } from 'vitest';
import { countOf, formatBytes, formatNumber, formatShort } from '../../../../src/dashboard/format/number';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.5, '0.5'],
    [0.123456, '0.1235'],
    [1.5e-7, '1.5e-7'],
    [0.00012345, '0.0001234'],
    [1234, '1,234'],
    [1234.5678, '1,235'],
    [12345.6, '12,346'],
    [-3.25159, '-3.252'],
    [6e16, '6e16'],
    [NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('formatShort', () => {
  it.each([
    [500, '500'],
    [9_999, '9,999'],
    [12_500, '12.5k'],
    [1_500_000, '1.5M'],
    [2e9, '2B'],
  ])('writes %d as %s', (value, text) => {
    expect(formatShort(value)).toBe(text);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [999_999, '1 MB'],
    [12_345_678, '12.3 MB'],
  ])('writes %d as %s', (value, text) => {
    expect(formatBytes(value)).toBe(text);
  });
});

describe('countOf', () => {
  it('uses the singular for one', () => {
    expect([countOf(1, 'run'), countOf(0, 'run'), countOf(1200, 'run')]).toEqual(['1 run', '0 runs', '1,200 runs']);
  });
});

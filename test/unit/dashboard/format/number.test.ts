import { describe, expect, it } from 'vitest';
import { countOf, formatBytes, formatApart, formatNumber, resolutionOf } from '../../../../src/dashboard/format/number';

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
    // Not a round number, so it does not read like one.
    [0.999959, '0.99996'],
    [-0.999959, '-0.99996'],
    [1.00004, '1.00004'],
    [0.500023, '0.50002'],
    [999_999.7, '999,999.7'],
    [9.9999996e-5, '9.9999996e-5'],
    [0.12301, '0.1230'],
    // But the error of adding up does not belong to the value, nor are the digits that single precision adds.
    [0.1 + 0.2, '0.3'],
    [Math.fround(0.1), '0.1'],
    [Math.fround(0.001), '0.001'],
    [1e-9, '1e-9'],
    [1.5e-9, '1.5e-9'],
    [1e21, '1e21'],
    [-1.23456e21, '-1.235e21'],
    [1_234_567, '1,234,567'],
    [1_234_567_891, '1,234,567,891'],
    [2 ** 53, '9.007e15'],
    [3.4028234663852886e38, '3.403e38'],
    [5e-324, '4.941e-324'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('formatNumber, where it is known what else is shown', () => {
  it('tells values apart', () => {
    const values = [5.54513, 5.54514, 5.54518];
    expect(values.map((value) => formatNumber(value, resolutionOf(values)))).toEqual(['5.54513', '5.54514', '5.54518']);
    const losses = [0.9990004, 0.9990011, 0.9994999];
    const written = losses.map((value) => formatNumber(value, resolutionOf(losses)));
    expect(new Set(written).size).toBe(3);
    expect(formatNumber(1e9 + 0.25, resolutionOf([1e9, 1e9 + 1]))).toBe('1.00000000025e9');
  });

  it('is as without where nothing or one value is shown', () => {
    expect([resolutionOf([]), resolutionOf([3, 3]), resolutionOf([NaN, null, 2])]).toEqual([0, 0, 0]);
  });
});

describe('formatApart', () => {
  it.each([
    [
      [5.545, 5.5451, 5.5452],
      ['5.5450', '5.5451', '5.5452'],
    ],
    [
      [0.999, 0.9992, 0.9994],
      ['0.9990', '0.9992', '0.9994'],
    ],
    [
      [0, 0.25, 0.5],
      ['0', '0.25', '0.50'],
    ],
    [
      [-2, 0, 2],
      ['-2', '0', '2'],
    ],
    [
      [0, 2e-9, 4e-9],
      ['0', '2e-9', '4e-9'],
    ],
    [
      [9e-9, 1e-8, 1.1e-8],
      ['9e-9', '1.0e-8', '1.1e-8'],
    ],
    [
      [1e21, 1.5e21, 2e21],
      ['1.0e21', '1.5e21', '2.0e21'],
    ],
    [
      [999_999, 1_000_000, 1_000_001],
      ['999,999', '1,000,000', '1,000,001'],
    ],
    [
      [1, -5e-17, -1],
      ['1', '0', '-1'],
    ],
    [
      [-0.5, -1e-18, 0.25],
      ['-0.50', '0.00', '0.25'],
    ],
    [[7], ['7']],
    [[], []],
  ])('writes %j as %j', (values, labels) => {
    expect(formatApart(values)).toEqual(labels);
  });

  it.each([
    [
      [0, 500, 1000],
      ['0', '500', '1,000'],
    ],
    [
      [0, 5000, 10_000],
      ['0', '5k', '10k'],
    ],
    [
      [0, 500_000, 1_000_000],
      ['0', '0.5M', '1.0M'],
    ],
    [
      [1_234_000, 1_234_500, 1_235_000],
      ['1.2340M', '1.2345M', '1.2350M'],
    ],
    [
      [1_234_567, 1_234_568],
      ['1.234567M', '1.234568M'],
    ],
    [
      [2e9, 4e9],
      ['2B', '4B'],
    ],
  ])('writes %j for short as %j', (values, labels) => {
    expect(formatApart(values, true)).toEqual(labels);
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

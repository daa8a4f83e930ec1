import { describe, expect, it } from 'vitest';
import { prepareChart, valueAt } from '../../../../src/dashboard/charts/prepare';

const lines = [
  { x: [0, 1, 2], y: [1, NaN, 3], thinned: false },
  { x: [0, 2], y: [5, 7], thinned: false },
];

describe('prepareChart', () => {
  it('draws lines as they are without smoothing', () => {
    const { data, styles, main } = prepareChart(lines, ['red', 'blue'], 0, false);
    expect(data).toEqual([
      [0, 1, 2],
      [1, null, 3],
      [5, undefined, 7],
    ]);
    expect(styles).toEqual([
      { color: 'red', faint: false },
      { color: 'blue', faint: false },
    ]);
    expect(main).toEqual([0, 1]);
  });

  it('draws the raw line faint behind each smoothed one', () => {
    const { data, styles, main } = prepareChart(lines, ['red', 'blue'], 0.5, false);
    expect(styles.map((style) => style.faint)).toEqual([true, false, true, false]);
    expect(main).toEqual([1, 3]);
    expect(data[1]).toEqual([1, null, 3]);
    expect(data[2]![1]).toBeNull();
    expect(data[2]![2]).toBeCloseTo(7 / 3, 10);
  });
});

describe('valueAt', () => {
  it('finds the value exactly at x, NaN included', () => {
    expect(valueAt(lines[0]!, 2)).toBe(3);
    expect(valueAt(lines[0]!, 1)).toBeNaN();
    expect(valueAt(lines[1]!, 1)).toBeUndefined();
  });
});

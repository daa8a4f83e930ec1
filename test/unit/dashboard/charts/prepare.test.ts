import { describe, expect, it } from 'vitest';
import { drawnAt, prepareChart } from '../../../../src/dashboard/charts/prepare';

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

it('has the course of a line whose x also falls, and of no other', () => {
  const there = { x: [0, 1, 2, 1, 0], y: [1, 2, 3, 4, 5], thinned: false };
  const { courses, data } = prepareChart([lines[0]!, there], ['red', 'blue'], 0, false);
  expect(courses).toEqual([null, there]);
  expect(Array.from(data[2]!).filter((value) => typeof value === 'number')).toEqual([1, 5, 2, 4, 3]);
  expect(drawnAt(data, 1, 1)).toBe(4);
});

describe('drawnAt', () => {
  it('is the last of several values, and nothing where nothing is drawn', () => {
    const { data } = prepareChart([{ x: [0, 1, 1, 2], y: [1, 2, 3, NaN], thinned: false }], ['red'], 0, false);
    expect([0, 1, 2, 5].map((x) => drawnAt(data, 0, x))).toEqual([1, 3, undefined, undefined]);
  });
});

import { describe, expect, it } from 'vitest';
import {
  addPoint,
  inOrderOfX,
  reducePoints,
  valuesAt,
  type Points,
} from '../../../../../src/dashboard/charts/data/points';

const points = (x: number[], y: number[]): Points => ({ x, y, thinned: false });

describe('addPoint', () => {
  it('appends what is newest', () => {
    const line = points([1, 2], [10, 20]);
    addPoint(line, 3, 30, true);
    addPoint(line, 3, 31, true);
    expect(line).toEqual({ ...points([1, 2, 3, 3], [10, 20, 30, 31]), last: 31 });
  });

  it('puts an older point where it belongs, behind those at the same x', () => {
    const line = points([1, 2, 2, 5], [10, 20, 21, 50]);
    addPoint(line, 2, 22, true);
    addPoint(line, 0, 0, true);
    expect(line).toMatchObject(points([0, 1, 2, 2, 2, 5], [0, 10, 20, 21, 22, 50]));
  });

  it('knows what was logged last, wherever that stands', () => {
    const line = points([1, 5], [10, 50]);
    addPoint(line, 2, 20, true);
    expect([line.last, line.y.at(-1)]).toEqual([20, 50]);
  });

  it('over a metric keeps the order in which values were logged', () => {
    const line = points([1, 2], [10, 20]);
    addPoint(line, 1, 30, false);
    expect(line).toMatchObject(points([1, 2, 1], [10, 20, 30]));
    expect([valuesAt(line, 1), valuesAt(line, 3)]).toEqual([[10, 30], []]);
    expect(inOrderOfX(line)).toMatchObject(points([1, 1, 2], [10, 30, 20]));
  });
});

describe('reducePoints', () => {
  const long = points(
    Array.from({ length: 10_000 }, (_, index) => index),
    Array.from({ length: 10_000 }, (_, index) => Math.sin(index / 500)),
  );

  it('leaves a short line alone', () => {
    const line = points([1, 2], [1, 2]);
    expect(reducePoints(line, 10)).toBe(line);
  });

  it('thins a long line and says so', () => {
    const reduced = reducePoints(long, 100);
    expect(reduced.x.length).toBeLessThanOrEqual(100);
    expect(reduced.thinned).toBe(true);
    expect([reduced.x[0], reduced.x.at(-1)]).toEqual([0, 9999]);
    expect(reduced.x).toEqual([...reduced.x].sort((a, b) => a - b));
  });

  it('keeps a spike of one point, NaN and both infinities', () => {
    const y = [...long.y];
    y[4321] = 99;
    y[777] = NaN;
    y[778] = Infinity;
    y[779] = -Infinity;
    const reduced = reducePoints(points(long.x, y), 100);
    expect(reduced.y[reduced.x.indexOf(4321)]).toBe(99);
    expect(reduced.y[reduced.x.indexOf(777)]).toBeNaN();
    expect(reduced.y[reduced.x.indexOf(778)]).toBe(Infinity);
    expect(reduced.y[reduced.x.indexOf(779)]).toBe(-Infinity);
  });
});

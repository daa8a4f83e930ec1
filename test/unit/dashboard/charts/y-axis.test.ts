import { describe, expect, it } from 'vitest';
import { logRange, yRange, yTicks } from '../../../../src/dashboard/charts/y-axis';

describe('yRange', () => {
  it.each([
    ['system.battery.percent', 100, [0, 100]],
    ['system.memory_percent', 43.2, [0, 100]],
    ['system.cpu.percent', 0, [0, 100]],
    ['system.page.visible', 1, [0, 1]],
    ['system.page.visible', 0, [0, 1]],
    ['threads', 20, [18, 22]],
    ['offset', -20, [-22, -18]],
    ['growth_percent', 200, [180, 220]],
  ])('shows %s, constantly %d, over a range that suits it', (metric, value, range) => {
    expect(yRange(metric, value, value)).toEqual(range);
  });

  it('has room around values that change', () => {
    const [low, high] = yRange('system.cpu.percent', 20, 39);
    expect(low).toBeLessThan(20);
    expect(high).toBeGreaterThan(39);
    expect(high).toBeLessThan(50);
  });

  it('has no range without values', () => {
    expect(yRange('loss', null, null)).toEqual([null, null]);
  });
});

describe('logRange', () => {
  it('is not a wider than the values need', () => {
    const [low, high] = logRange(0.999, 0.9995);
    expect(low).toBeGreaterThan(0.998);
    expect(high).toBeLessThan(1);
  });

  it('has room around a value that never changes, and holds the largest and the smallest numbers', () => {
    expect(logRange(2, 2)[0]).toBeLessThan(2);
    expect(logRange(2, 2)[1]).toBeGreaterThan(2);
    expect(logRange(Number.MIN_VALUE, Number.MAX_VALUE)).toEqual([Number.MIN_VALUE, Number.MAX_VALUE]);
    expect(logRange(null, null)).toEqual([null, null]);
  });
});

describe('yTicks', () => {
  const cases: [boolean, number, number][] = [
    [false, 5.54508, 5.54522],
    [false, 0.999, 0.9995],
    [false, 1e-9, 3e-9],
    [false, 1e-20, 3e-20],
    [false, 1e21, 1e21 + 1e7],
    [false, 1e38, 3e38],
    [false, -3e-7, 1e-7],
    [false, 20, 20.0001],
    [true, 0.999, 0.9995],
    [true, 1e-5, 10],
    [true, 0.5, 20],
    [true, 1e-300, 1e300],
    [true, 3e-9, 4e-9],
  ];
  it.each(cases)(
    'logarithmic: %j, from %d to %d: several labels, all different, none outside',
    (logarithmic, min, max) => {
      const { positions, labels } = yTicks(logarithmic, min, max, 5);
      expect(labels.length).toBeGreaterThanOrEqual(2);
      expect(labels.length).toBeLessThanOrEqual(7);
      expect(new Set(labels).size).toBe(labels.length);
      expect(positions.every((position) => position >= min && position <= max)).toBe(true);
      // A label says where it stands.
      for (const [index, label] of labels.entries()) {
        expect(Math.abs(Number(label.replaceAll(',', '')) - positions[index]!)).toBeLessThanOrEqual((max - min) / 100);
      }
    },
  );
});

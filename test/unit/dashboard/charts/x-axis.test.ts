import { describe, expect, it } from 'vitest';
import { xAxisOf, xRange, xTicks } from '../../../../src/dashboard/charts/x-axis';

describe('xAxisOf', () => {
  it('knows how steps, times and metrics are read', () => {
    expect(xAxisOf('_step').describe(1200)).toBe('step 1,200');
    expect(xAxisOf('_runtime').describe(65)).toBe('1 min 05 s in');
    expect(xAxisOf('epoch')).toMatchObject({ label: 'epoch' });
    expect(xAxisOf('epoch').describe(0.25)).toBe('epoch 0.25');
  });
});

describe('xTicks', () => {
  const cases: [string, number, number][] = [
    ['_step', 0, 3],
    ['_step', 1_234_000, 1_235_000],
    ['_step', 2 ** 53, 2 ** 53 + 4096],
    ['epoch', 1e-9, 2e-9],
    ['epoch', 1e21, 1.0000001e21],
    ['_runtime', 0, 0.02],
    ['_runtime', 7200, 7260],
    ['_runtime', 0, 400 * 86_400],
    ['_timestamp', 1_790_000_000, 1_790_000_000.5],
    ['_timestamp', 1_790_000_000, 1_790_000_000 + 3 * 86_400],
    ['_timestamp', 0, 1_790_000_000],
  ];
  it.each(cases)('%s from %d to %d: several labels, all different', (axis, min, max) => {
    const { positions, labels } = xTicks(axis, min, max, 640);
    expect(labels.length).toBeGreaterThanOrEqual(2);
    expect(labels.length).toBeLessThanOrEqual(11);
    expect(new Set(labels).size).toBe(labels.length);
    expect(positions.every((position) => position >= min && position <= max)).toBe(true);
  });

  it('ends where the distance is too small for the number, or there is none', () => {
    expect(xTicks('_step', 1e21, 1e21 + 131_072, 640).positions.length).toBeLessThanOrEqual(3);
    expect(xTicks('epoch', 5, 5, 640).labels).toEqual([]);
    expect(xTicks('epoch', -1.7e308, 1.7e308, 640).labels).toEqual([]);
  });
});

describe('xRange', () => {
  it.each([
    ['_step', 3],
    ['_step', 1e21],
    ['lr', 1e-9],
    ['lr', 0],
    ['lr', -1e21],
  ])('%s has room around a single position, %d', (axis, at) => {
    const [min, max] = xRange(axis, at, at);
    expect(min).toBeLessThan(at);
    expect(max).toBeGreaterThan(at);
  });
});

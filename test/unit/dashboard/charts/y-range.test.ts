import { describe, expect, it } from 'vitest';
import { yRange } from '../../../../src/dashboard/charts/y-range';

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

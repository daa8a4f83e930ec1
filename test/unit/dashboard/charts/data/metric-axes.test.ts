import { describe, expect, it } from 'vitest';
import { axisOf, goalOf, hiddenOf, metricsBehind } from '../../../../../src/dashboard/charts/data/metric-axes';
import { definitionOf } from '../../../../../src/wire/index';
import { decodeDefinitions } from '../../../../../src/wire/wandb/index';

// As they stand in a config.
const definitions = decodeDefinitions([
  { 1: 'epoch', 6: [3], 7: [] },
  { 1: 'val/loss', 5: 1, 6: [1, 3], 7: [1, 2], 8: 1 },
  { 1: 'noise', 6: [2, 3], 7: [6] },
  { 2: 'eval/*', 5: 1, 7: [4], 8: 2 },
]);

describe('metric definitions', () => {
  it('lead to the x-axis of a chart, unless people have chosen one', () => {
    expect(axisOf('val/loss', null, definitions)).toBe('epoch');
    expect(axisOf('eval/acc', null, definitions)).toBe('epoch');
    expect(axisOf('loss', null, definitions)).toBe('_step');
    expect(axisOf('val/loss', '_runtime', definitions)).toBe('_runtime');
  });

  it('never draw a metric over itself', () => {
    expect(axisOf('epoch', 'epoch', definitions)).toBe('_step');
  });

  it('hide charts', () => {
    expect([...hiddenOf(['noise', 'val/loss', 'other'], definitions)]).toEqual(['noise']);
  });

  it('say what to wish for', () => {
    expect(goalOf(definitionOf('val/loss', definitions))).toEqual({ sign: '↓', words: 'less is better' });
    expect(goalOf(definitionOf('eval/acc', definitions))).toEqual({ sign: '↑', words: 'more is better' });
    expect(goalOf(definitionOf('epoch', definitions))).toBeNull();
    expect(goalOf(undefined)).toBeNull();
  });

  it('tell the metrics behind a summary', () => {
    expect(metricsBehind(['val/loss.min', 'val/loss.max', 'eval/acc.best', 'deep.max', 'epoch'], definitions)).toEqual([
      'val/loss',
      'eval/acc',
      'deep.max',
      'epoch',
      'noise',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { groupMetrics } from '../../../../src/dashboard/charts/grouping';

describe('groupMetrics', () => {
  it('groups by what stands before the first slash', () => {
    expect(groupMetrics(['val/loss', 'train/loss', 'train/a/b'])).toEqual([
      { name: 'train', keys: ['train/loss', 'train/a/b'] },
      { name: 'val', keys: ['val/loss'] },
    ]);
  });

  it('groups nested metrics by their first part, but splits no name that has a slash', () => {
    expect(groupMetrics(['train.loss', 'v1.2/loss', '.hidden', '/root'])).toEqual(
      [
        { name: '', keys: ['.hidden', '/root'] },
        { name: 'train', keys: ['train.loss'] },
        { name: 'v1.2', keys: ['v1.2/loss'] },
      ].sort((a, b) => Number(a.name === '') - Number(b.name === '')),
    );
  });

  it('orders numbers in names as numbers', () => {
    expect(groupMetrics(['w/layer10', 'w/layer2', 'w/layer1'])[0]!.keys).toEqual(['w/layer1', 'w/layer2', 'w/layer10']);
  });

  it('puts losses and scores before the rest, and counters last', () => {
    expect(groupMetrics(['epoch', 'beta', 'lr', 'accuracy', 'loss'])[0]!.keys).toEqual(['accuracy', 'loss', 'beta', 'epoch', 'lr']);
  });

  it('puts metrics without a prefix first when they hold a loss, and last when they only count', () => {
    expect(groupMetrics(['train/x', 'loss']).map((group) => group.name)).toEqual(['', 'train']);
    expect(groupMetrics(['train/x', 'epoch']).map((group) => group.name)).toEqual(['train', '']);
  });
});

import { describe, expect, it } from 'vitest';
import { groupMetrics } from '../../../../../src/dashboard/charts/data/grouping';

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
    expect(groupMetrics(['epoch', 'beta', 'lr', 'accuracy', 'loss'])[0]!.keys).toEqual([
      'accuracy',
      'loss',
      'beta',
      'epoch',
      'lr',
    ]);
  });

  it('puts metrics without a prefix first when they hold a loss, and last when they only count', () => {
    expect(groupMetrics(['train/x', 'loss']).map((group) => group.name)).toEqual(['', 'train']);
    expect(groupMetrics(['train/x', 'epoch']).map((group) => group.name)).toEqual(['train', '']);
  });

  const keysOf = (prefixes: number, each: number) =>
    Array.from({ length: prefixes * each }, (_, index) => `p${Math.floor(index / each)}/m${index % each}`);

  it('has no section for each of a thousand metrics, and loses none', () => {
    const groups = groupMetrics([...keysOf(1000, 1), 'a/1', 'a/2', 'loss']);
    expect(groups.map(({ name, keys }) => [name, keys.length])).toEqual([
      ['', 1001],
      ['a', 2],
    ]);
    expect(groups[0]!.keys.slice(0, 2)).toEqual(['loss', 'p0/m0']);
  });

  it('keeps the sections of 48 layers, and of 500 the larger ones', () => {
    expect(groupMetrics(keysOf(48, 12))).toHaveLength(48);
    const many = groupMetrics([...keysOf(500, 2), ...Array.from({ length: 90 }, (_, index) => `p${index}/more`)]);
    expect(many).toHaveLength(91);
    expect(many.flatMap(({ keys }) => keys)).toHaveLength(1090);
  });

  it('leaves a few sections of one metric each alone', () => {
    expect(groupMetrics(keysOf(30, 1))).toHaveLength(30);
  });
});

import { describe, expect, it } from 'vitest';
import { filterTree, leafText } from '../../../../src/dashboard/config/filter-tree';
import { nestedRow } from '../nested-row';

const row = { optimizer: { name: 'adam', lr: 0.001 }, batch: 64, layers: [784, 10] };

describe('filterTree', () => {
  it('finds keys, whole branches, paths and values', () => {
    expect(filterTree(row, 'LR')).toEqual({ optimizer: { lr: 0.001 } });
    expect(filterTree(row, 'optim')).toEqual({ optimizer: row.optimizer });
    expect(filterTree(row, 'optimizer.n')).toEqual({ optimizer: { name: 'adam' } });
    expect(filterTree(row, '784')).toEqual({ layers: [784, 10] });
    expect(filterTree(row, 'nothing')).toEqual({});
    expect(filterTree(row, ' ')).toBe(row);
  });

  it('gets through a row of any depth', () => {
    const deep = { found: 1, ...nestedRow(50_000) };
    expect(filterTree(deep, 'found')).toEqual({ found: 1 });
  });
});

describe('leafText', () => {
  it('writes numbers in full, lists plainly and media by what they are', () => {
    expect(leafText(0.12345678901234)).toBe('0.12345678901234');
    expect(leafText(NaN)).toBe('NaN');
    expect(leafText(null)).toBe('null');
    expect(leafText([1, 'a'])).toBe('1, a');
    expect(leafText([{ x: 1 }])).toBe('[{"x":1}]');
    expect(leafText({ _type: 'image-file', width: 28, height: 28 })).toBe('image-file (28 × 28)');
  });

  it('leaves out what is nested too deep to be written', () => {
    expect(leafText(nestedRow(50_000))).toBe('…');
    expect(leafText([nestedRow(50_000)])).toBe('…');
  });
});

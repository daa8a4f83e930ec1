import { describe, expect, it } from 'vitest';
import { defaultColumns, findColumns, valueIn } from '../../../../src/dashboard/runs/columns';
import { sampleRun } from '../run/sample-run';

const runs = [
  sampleRun({
    summary: { epoch: 3, loss: 1, note: 'x', _step: 4, deep: { acc: 0.9 } },
    config: { lr: 0.1, seed: 1, layers: [1] },
  }),
  sampleRun({ summary: { epoch: 4, loss: 2 }, config: { lr: 0.2, seed: 1 } }),
];

describe('columns', () => {
  it('offers numeric metrics, losses and scores first, and settings, the more common first', () => {
    expect(findColumns(runs).map((column) => column.id)).toEqual([
      'summary:loss',
      'summary:deep.acc',
      'summary:epoch',
      'config:lr',
      'config:seed',
      'config:layers',
    ]);
  });

  it('begins with the settings in which the runs differ', () => {
    expect(defaultColumns(runs).map((column) => column.id)).toContain('config:lr');
    expect(defaultColumns(runs).map((column) => column.id)).not.toContain('config:seed');
  });

  it.each([
    ['lr', 0.1, 0.2],
    ['batch_size', 16, 32],
    ['train.epochs', 3, 4],
    ['layers', [64], [64, 32]],
    ['shuffle', true, false],
    ['optimizer', 'adam', 'sgd'],
    ['clip', null, 1],
    ['warmup', NaN, Infinity],
    ['seed', '1', 1],
    ['dropout', undefined, 0.5],
  ])('begins with the setting %s where it differs: %j, %j', (key, a, b) => {
    const others = { a1: 1, a2: 2, a3: 3 };
    const having = (value: typeof a) =>
      sampleRun({ config: value === undefined ? others : { ...others, [key]: value } });
    expect(defaultColumns([having(a), having(b), having(b)]).map((column) => column.id)).toEqual([`config:${key}`]);
    expect(defaultColumns([having(b), having(b)])).toEqual([]);
  });

  it('begins with many settings that differ, and is bounded', () => {
    const config = (value: number) =>
      Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`s${index}`, value]));
    expect(defaultColumns([sampleRun({ config: config(1) }), sampleRun({ config: config(2) })])).toHaveLength(12);
  });

  it('names what a summary keeps of a metric after both', () => {
    const summed = [sampleRun({ summary: { loss: { min: 0.1, max: 3 } } })];
    expect(findColumns(summed).map((column) => column.key)).toEqual(['loss.max', 'loss.min']);
    expect(valueIn(summed[0]!, findColumns(summed)[1]!)).toBe(0.1);
  });

  it('finds nested values', () => {
    expect(valueIn(runs[0]!, { id: 'summary:deep.acc', source: 'summary', key: 'deep.acc', numeric: true })).toBe(0.9);
  });
});

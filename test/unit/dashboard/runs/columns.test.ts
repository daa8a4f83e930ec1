import { describe, expect, it } from 'vitest';
import { defaultColumns, findColumns, valueIn } from '../../../../src/dashboard/runs/columns';
import { sampleRun } from '../run/sample-run';

const runs = [
  sampleRun({ summary: { epoch: 3, loss: 1, note: 'x', _step: 4, deep: { acc: 0.9 } }, config: { lr: 0.1, seed: 1, layers: [1] } }),
  sampleRun({ summary: { epoch: 4, loss: 2 }, config: { lr: 0.2, seed: 1 } }),
];

describe('columns', () => {
  it('offers numeric metrics, losses and scores first, and simple settings', () => {
    expect(findColumns(runs).map((column) => column.id)).toEqual([
      'summary:loss',
      'summary:deep.acc',
      'summary:epoch',
      'config:seed',
      'config:lr',
    ]);
  });

  it('begins with the settings in which the runs differ', () => {
    expect(defaultColumns(runs).map((column) => column.id)).toContain('config:lr');
    expect(defaultColumns(runs).map((column) => column.id)).not.toContain('config:seed');
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

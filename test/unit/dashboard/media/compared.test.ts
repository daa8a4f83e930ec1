import { expect, it } from 'vitest';
import { compareRuns, type ComparedRun } from '../../../../src/dashboard/media/compared';
import type { MetricKind, Row } from '../../../../src/wire/index';
import { sampleRun } from '../run/sample-run';

function runOf(id: string, keys: { [key: string]: MetricKind[] }, plots: Row = {}): ComparedRun {
  return {
    run: { ...sampleRun(), id, plots },
    color: 'red',
    keys: Object.entries(keys).map(([key, kinds]) => ({ key, kinds })) as ComparedRun['keys'],
  };
}

it('gathers runs by metric, first what several have, kinds in their order, names in natural order', () => {
  const plot = { panel_config: { panelDefId: 'wandb/line/v0', fieldSettings: {}, stringSettings: {} } };
  const a = runOf('a', { image10: ['image'], image2: ['image'], said: ['text'], loss: ['number'], _x: ['image'] });
  const b = runOf('b', { image10: ['image'], said: ['text', 'image'] }, { roc: plot });
  const compared = compareRuns([a, b], ['text', 'image']);
  expect(compared.map(({ kind, metric, runs }) => [kind, metric, ...runs.map(({ run }) => run.run.id)])).toEqual([
    ['text', 'said', 'a', 'b'],
    ['image', 'image10', 'a', 'b'],
    ['image', 'image2', 'a'],
    ['image', 'said', 'b'],
    ['plot', 'roc', 'b'],
  ]);
  expect(compared.at(-1)!.runs[0]!.plot).toMatchObject({ key: 'roc', tableKey: 'roc_table' });
});

it('has nothing of runs without media', () => {
  expect(compareRuns([runOf('a', { loss: ['number'] })], ['text', 'image'])).toEqual([]);
});

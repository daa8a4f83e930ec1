import { describe, expect, it } from 'vitest';
import { bar, custom, histogram, line, lineSeries, scatter, type Chart } from '../../../../src/media/plot/plot';
import { Table } from '../../../../src/media/table/table';
import { described } from './described';

const table = new Table({ columns: ['a', 'b', 'c'], data: [[1, 2, 'x']] });

it.each<[Chart, string, object, object]>([
  [line(table, 'a', 'b'), 'wandb/line/v0', { x: 'a', y: 'b', stroke: null }, { title: '' }],
  [
    line(table, 'a', 'b', { stroke: 'c', title: 'T' }),
    'wandb/line/v0',
    { x: 'a', y: 'b', stroke: 'c' },
    { title: 'T' },
  ],
  [scatter(table, 'a', 'b'), 'wandb/scatter/v0', { x: 'a', y: 'b' }, { title: '' }],
  [bar(table, 'c', 'a', { title: 'T' }), 'wandb/bar/v0', { label: 'c', value: 'a' }, { title: 'T' }],
  [histogram(table, 'a'), 'wandb/histogram/v0', { value: 'a' }, { title: '' }],
  [custom('team/spec', table, { any: 'a' }, { legend: 'L' }), 'team/spec', { any: 'a' }, { legend: 'L' }],
])('%# is described as W&B has it', (chart, panelDefId, fieldSettings, stringSettings) =>
  expect(described(chart)).toMatchObject({ panel_config: { panelDefId, fieldSettings, stringSettings } }),
);

describe('a series of lines', () => {
  const rows = [
    [0, 'line_0', 5],
    [1, 'line_0', 6],
    [0, 'line_1', 7],
    [1, 'line_1', NaN],
  ];

  it('has the x values of all lines, or of each', () => {
    expect(lineSeries([0, 1], [new Float32Array([5, 6]), [7, NaN]]).table.data).toEqual(rows);
    const own = lineSeries(
      [
        [0, 1],
        [0, 1],
      ],
      [
        [5, 6],
        [7, NaN],
      ],
      { xname: 'epoch', title: 'T' },
    );
    expect(own.table.data).toEqual(rows);
    expect(described(own)).toMatchObject({
      panel_config: {
        panelDefId: 'wandb/lineseries/v0',
        fieldSettings: { step: 'step', lineKey: 'lineKey', lineVal: 'lineVal' },
        stringSettings: { title: 'T', xname: 'epoch' },
      },
    });
  });

  it.each([
    [() => lineSeries([0], [[1, 2]]), 'Line 0 must have as many x values as y values, 2, not 1.'],
    [() => lineSeries([[0]], [[1], [2]]), 'Line 1 must have as many x values as y values, 1, not 0.'],
    [() => lineSeries([0], [[1]], { keys: ['a', 'b'] }), 'keys must name each of the 1 lines, not 2.'],
    [() => lineSeries([0], [1] as never), 'ys must be a list of lists of numbers'],
    [() => lineSeries(5 as never, [[1]]), 'xs must be a list of numbers, or one for each line, not 5.'],
  ])('is refused where numbers are missing', (make, sentence) => expect(make).toThrow(sentence));
});

it.each([
  [() => line(table, 'a', 'z'), 'y must be one of the table\'s columns, "a", "b", "c", not "z".'],
  [() => line(table, 'a', 'b', { color: 'c' } as object), 'plot.line() has no option color.'],
  [() => bar([[1]] as unknown as Table, 'a', 'b'), 'table must be a Table, not an array.'],
  [() => scatter(table, 'a', 'b', { title: 5 as never }), 'title must be a string, not 5.'],
  [() => custom(5 as never, table, {}), 'spec must be the name of a specification, such as "wandb/line/v0", not 5.'],
  [() => custom('{"mark":"bar"}', table, {}), 'spec must be the name of a specification'],
  [() => table.chart('{"mark":"bar"}', {}), 'spec must be the name of a specification'],
])('%# is refused', (make, sentence) =>
  expect(make).toThrow(
    expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(sentence) as string }) as Error,
  ),
);

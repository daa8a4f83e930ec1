import { parse, View, type Loader } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { specOf } from '../../../../../src/dashboard/media/plot/plot-spec';
import { parseTable, type TableContent } from '../../../../../src/dashboard/media/table/logged-table';

const COLORS = {
  text: '#111',
  faint: '#666',
  line: '#ddd',
  accent: '#00f',
  danger: '#f00',
  surface: '#fff',
  runs: ['#00f'],
};
const HOSTILE = `"] + alert(1) + [".a'b[0]\\`;

const plotOf = (spec: string, fields: { [field: string]: string }, strings: { [name: string]: string } = {}) => ({
  key: 'k',
  tableKey: 'k_table',
  spec,
  fields,
  strings,
});
const tableOf = (columns: string[], data: unknown[][]): TableContent => parseTable(JSON.stringify({ columns, data }));

/** What Vega draws, without evaluating text, and asking nobody for anything. */
async function drawn(spec: string, fields: { [field: string]: string }, table: TableContent, strings = {}) {
  const said = specOf(plotOf(spec, fields, strings), table, COLORS);
  if ('problem' in said) throw new Error(said.problem);
  const refuse = () => Promise.reject(new Error('it asked for something'));
  const loader = { options: {}, load: refuse, sanitize: refuse, http: refuse, file: refuse } as unknown as Loader;
  const { spec: vega } = compile({ ...said.spec, width: 300 } as never);
  const view = new View(parse(vega, {}, { ast: true }), { expr: expressionInterpreter, loader, renderer: 'none' });
  const svg = await (await view.runAsync()).toSVG();
  view.finalize();
  return svg;
}

describe('each of the known specifications is drawn', () => {
  const table = tableOf(
    ['a', HOSTILE, 'c'],
    [
      [1, 2, 'one'],
      [2, null, 'two'],
      [3, 1, '<b>'],
    ],
  );

  it.each<[string, { [field: string]: string }]>([
    ['wandb/line/v0', { x: 'a', y: HOSTILE, stroke: 'c' }],
    ['wandb/line/v0', { x: 'a', y: HOSTILE }],
    ['wandb/line/v0', { x: 'c', y: HOSTILE }],
    ['wandb/scatter/v0', { x: 'a', y: HOSTILE }],
    ['wandb/bar/v0', { label: HOSTILE, value: 'a' }],
    ['wandb/histogram/v0', { value: HOSTILE }],
    ['wandb/lineseries/v0', { step: 'a', lineKey: 'c', lineVal: HOSTILE }],
    ['wandb/area-under-curve/v0', { x: 'a', y: HOSTILE, class: 'c' }],
    ['wandb/area-under-curve/v0', { x: 'a', y: HOSTILE }],
    ['wandb/confusion_matrix/v1', { Actual: 'c', Predicted: HOSTILE, nPredictions: 'a' }],
  ])('%s %j', async (spec, fields) => {
    const svg = await drawn(spec, fields, table);
    expect(svg).toMatch(/<path[^>]*d="M/);
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});

it('a curve goes from point to point, also straight up', async () => {
  const table = tableOf(
    ['x', 'y'],
    [
      [0, 0],
      [0, 0.5],
      [0.5, 0.5],
      [0.5, 1],
      [1, 1],
    ],
  );
  const svg = await drawn('wandb/area-under-curve/v0', { x: 'x', y: 'y' }, table, { 'x-axis-title': 'FPR' });
  const path = /d="(M[\d.,L]+)"[^>]*stroke-width="2"/.exec(svg)?.[1];
  const points = path!
    .slice(1)
    .split('L')
    .map((point) => point.split(',').map(Number));
  const right = points[4]![0]!;
  expect(points).toEqual([
    [0, 280],
    [0, 140],
    [right / 2, 140],
    [right / 2, 0],
    [right, 0],
  ]);
  expect(svg).toContain('FPR');
});

it('a confusion matrix keeps its classes in their order, and shows all counts', async () => {
  const rows = [
    ['b', 'b', 5],
    ['b', 'a', 0],
    ['a', 'b', 1],
    ['a', 'a', 7],
  ];
  const svg = await drawn(
    'wandb/confusion_matrix/v1',
    { Actual: 'A', Predicted: 'P', nPredictions: 'n' },
    tableOf(['A', 'P', 'n'], rows),
  );
  expect([...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text)).toEqual(
    expect.arrayContaining(['5', '0', '1', '7', 'A', 'P']),
  );
});

describe('of many rows', () => {
  const table = tableOf(
    ['v'],
    Array.from({ length: 50_000 }, (_, i) => [i]),
  );

  it('so many are drawn as can be told apart', () => {
    const said = specOf(plotOf('wandb/scatter/v0', { x: 'v', y: 'v' }), table, COLORS);
    expect(said).toMatchObject({ drawn: 16_667, isLarge: true });
  });

  it('a histogram counts all', () =>
    expect(specOf(plotOf('wandb/histogram/v0', { value: 'v' }), table, COLORS)).toMatchObject({ drawn: 50_000 }));
});

it.each([
  ['team/violin', {}, 'How “team/violin” is drawn is not known here. This is its table.'],
  ['wandb/constructor/v0', {}, 'is not known here'],
  ['wandb/bar/v0', { label: 'c' }, 'its table lacks the column for “value”.'],
  ['wandb/bar/v0', { label: 'c', value: 'gone' }, 'its table lacks the column for “value”.'],
  ['wandb/bar/v0', { label: 'a', value: 'c' }, '“c” must be a column of numbers.'],
])('%s of %j cannot be drawn: %s', (spec, fields, sentence) => {
  const said = specOf(plotOf(spec, fields), tableOf(['a', 'c'], [[1, 'x']]), COLORS);
  expect('problem' in said && said.problem).toContain(sentence);
});

it('a table without rows says so', () =>
  expect(specOf(plotOf('wandb/bar/v0', { label: 'a', value: 'a' }), tableOf(['a'], []), COLORS)).toEqual({
    problem: 'This plot has no rows.',
  }));

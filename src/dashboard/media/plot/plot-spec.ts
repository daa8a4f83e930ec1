import type { TopLevelSpec } from 'vega-lite';
import type { LineValue } from '../../../wire/index';
import type { Colors } from '../../theme/colors';
import { cellText } from '../table/cell-text';
import type { TableContent } from '../table/logged-table';
import { areasUnder, sayArea } from './area-under';
import type { LoggedPlot } from './logged-plot';

/** A row of the table, by names of our own: a column may be called anything, `a.b[0]` too. */
type Datum = { [field: string]: number | string | null };

/** How a column is shown, as Vega-Lite has it. */
interface Channel {
  field?: string;
  type: string;
  title?: string | null | undefined;
  bin?: object;
  aggregate?: string;
  [more: string]: unknown;
}

/** How one of W&B's specifications is drawn: which columns it needs, and marks for them. */
interface Preset {
  needs: readonly string[];
  /** Columns that must hold numbers. */
  numbers: readonly string[];
  /** How high each of its rows is, in CSS pixels, for so many data. Left out: all of it has one height. */
  step?: (count: number) => number;
  draw: (
    channel: (field: string, more?: Partial<Channel>) => Channel,
    plot: LoggedPlot,
    colors: Colors,
    data: Datum[],
  ) => object;
}

/** Marks, with a tip that says what they stand for. */
function marks(encoding: { [channel: string]: Channel }, mark: object): object {
  const said = Object.entries(encoding).filter(([channel]) => channel !== 'order');
  const tooltip = said.map(([, { field, type, bin, aggregate, title }]) => ({
    ...(aggregate ? { aggregate } : { field }),
    type,
    bin,
    title: escapeBackslashes(title ?? field ?? ''),
  }));
  // What assistive technology is told is the name of the whole plot.
  return { mark: { aria: false, ...mark }, encoding: { ...encoding, tooltip } };
}

/** Vega-Lite puts the title of a tip into an expression, and escapes nothing but its quotation marks. */
function escapeBackslashes(title: string): string {
  return title.replaceAll('\\', '\\\\');
}

const IN_ORDER = { field: 'row', type: 'quantitative' };
const UNIT = { scale: { domain: [0, 1] } };
/** More lines than that have no room in a legend. */
const LEGEND = { legend: { symbolLimit: 20, labelLimit: 200 } };

const PRESETS: { [name: string]: Preset } = {
  line: {
    needs: ['x', 'y'],
    numbers: ['y'],
    draw: (channel, { fields }) =>
      marks(
        {
          x: channel('x'),
          y: channel('y'),
          ...(fields['stroke'] !== undefined && { color: channel('stroke', LEGEND) }),
        },
        { type: 'line' },
      ),
  },
  lineseries: {
    needs: ['step', 'lineKey', 'lineVal'],
    numbers: ['lineVal'],
    draw: (channel, { strings }) =>
      marks(
        {
          x: channel('step', { title: strings['xname'] || 'x' }),
          y: channel('lineVal', { title: null }),
          color: channel('lineKey', { ...LEGEND, title: null }),
        },
        { type: 'line' },
      ),
  },
  scatter: {
    needs: ['x', 'y'],
    numbers: ['x', 'y'],
    draw: (channel) => marks({ x: channel('x'), y: channel('y') }, { type: 'circle', opacity: 0.7 }),
  },
  bar: {
    needs: ['label', 'value'],
    numbers: ['value'],
    step: (count) => (count > 30 ? 18 : 32),
    draw: (channel) =>
      marks({ x: channel('value'), y: channel('label', { type: 'nominal', sort: null }) }, { type: 'bar' }),
  },
  histogram: {
    needs: ['value'],
    numbers: ['value'],
    draw: (channel) =>
      marks(
        {
          x: channel('value', { bin: { maxbins: 40 } }),
          y: { aggregate: 'count', type: 'quantitative', title: 'Count' },
        },
        { type: 'bar' },
      ),
  },
  'area-under-curve': {
    needs: ['x', 'y'],
    numbers: ['x', 'y'],
    draw: (channel, { fields, strings }) =>
      marks(
        {
          x: channel('x', { ...UNIT, ...axisTitle(strings['x-axis-title']) }),
          y: channel('y', { ...UNIT, ...axisTitle(strings['y-axis-title']) }),
          // From point to point, and not by x: a curve goes straight up too.
          order: IN_ORDER,
          ...(fields['class'] !== undefined && { color: channel('class', { ...LEGEND, type: 'nominal' }) }),
        },
        { type: 'line' },
      ),
  },
  confusion_matrix: {
    needs: ['Actual', 'Predicted', 'nPredictions'],
    numbers: ['nPredictions'],
    step: (count) => Math.max(20, Math.min(80, 280 / Math.sqrt(count))),
    draw: (channel, _plot, colors, data) => {
      const most = data.reduce((most, { nPredictions }) => Math.max(most, Number(nPredictions)), 0);
      const color = channel('nPredictions', {
        title: null,
        scale: { range: [colors.surface, colors.accent], domain: [0, most || 1] },
        legend: null,
      });
      const text = channel('nPredictions');
      const contrast = {
        value: colors.text,
        condition: { test: { field: 'nPredictions', gt: most / 2 }, value: colors.surface },
      };
      const nominal = { type: 'nominal', sort: null };
      const place = { x: channel('Predicted', { ...nominal, axis: { labelAngle: 0 } }), y: channel('Actual', nominal) };
      return {
        layer: [
          marks({ ...place, color }, { type: 'rect', stroke: colors.line }),
          { mark: { type: 'text', aria: false, tooltip: false }, encoding: { ...place, text, color: contrast } },
        ],
      };
    },
  },
};

function axisTitle(title: string | undefined): Partial<Channel> {
  return title ? { title } : {};
}

/** More marks than that are slow to draw and cannot be told apart. */
const MOST_MARKS = 20_000;

/** A plot that can be drawn, or the sentence that says why it cannot. */
export type PlotSpec = { spec: TopLevelSpec; drawn: number; isLarge: boolean } | { problem: string };

/**
 * The Vega-Lite specification of a plot, with its data in it. Nothing in it is an expression, or an address, of the
 * run's.
 */
export function specOf(plot: LoggedPlot, table: TableContent, colors: Colors): PlotSpec {
  const name = /^wandb\/([\w-]+)\/v[01]$/.exec(plot.spec)?.[1] ?? '';
  const preset = Object.hasOwn(PRESETS, name) ? PRESETS[name]! : null;
  if (!preset) return { problem: `How “${plot.spec}” is drawn is not known here. This is its table.` };
  const columns = new Map(Object.entries(plot.fields).map(([field, column]) => [field, table.columns.indexOf(column)]));
  const missing = preset.needs.find((field) => (columns.get(field) ?? -1) < 0);
  if (missing) return { problem: `This plot cannot be drawn: its table lacks the column for “${missing}”.` };
  if (table.rows.length === 0) return { problem: 'This plot has no rows.' };
  const textual = preset.numbers.find((field) => !table.isNumeric[columns.get(field)!]);
  if (textual) return { problem: `This plot cannot be drawn: “${plot.fields[textual]}” must be a column of numbers.` };
  const present = [...columns].filter(([, column]) => column >= 0);
  const data = dataOf(table, present, name === 'histogram' ? Infinity : MOST_MARKS);
  const channel = (field: string, more: Partial<Channel> = {}): Channel => ({
    field,
    type: table.isNumeric[columns.get(field)!] ? 'quantitative' : 'nominal',
    title: plot.fields[field],
    ...more,
  });
  const known = { ...plot, fields: Object.fromEntries(present.map(([field]) => [field, plot.fields[field]!])) };
  const areas = name === 'area-under-curve' ? areasUnder(dataOf(table, present, Infinity)) : new Map<unknown, number>();
  // A legend has them behind its names; a lone curve, which lacks one, has its own in a title.
  const only = areas.get(undefined);
  for (const datum of data) {
    const area = areas.get(datum['class']);
    if (area !== undefined && 'class' in datum) datum['class'] = `${datum['class']} · ${sayArea(area)}`;
  }
  const spec = {
    ...(only !== undefined && { title: { text: sayArea(only), anchor: 'end', fontSize: 12, fontWeight: 500 } }),
    width: 'container',
    height: preset.step ? { step: preset.step(data.length) } : 280,
    autosize: { type: 'fit-x', contains: 'padding' },
    data: { values: data },
    ...preset.draw(channel, known, colors, data),
  };
  return { spec: spec as TopLevelSpec, drawn: data.length, isLarge: data.length > 2000 };
}

function dataOf({ rows }: TableContent, columns: [field: string, column: number][], most: number): Datum[] {
  const step = Math.max(1, Math.ceil(rows.length / most));
  const data: Datum[] = [];
  for (let row = 0; row < rows.length; row += step) {
    const cells = columns.map(([field, column]) => [field, drawable(rows[row]![column]!)] as const);
    data.push({ ...Object.fromEntries(cells), row });
  }
  return data;
}

function drawable(cell: LineValue): number | string | null {
  if (typeof cell === 'bigint') return Number(cell);
  // Vega would begin a line anew at null, which is what NaN is to be.
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  return cell === null ? null : cellText(cell);
}

import { checkOption, checkOptions, STRING, type OptionRules } from '../../values/index';
import { Chart, type ChartFields } from '../table/chart';
import { Table } from '../table/table';
import { refuse } from './classes';

export { Chart, type ChartFields } from '../table/chart';
export type { ClassLabel, ScoreRows } from './classes';
export { confusionMatrix, type ConfusionOptions } from './confusion-matrix';
export { prCurve, rocCurve, type CurveOptions } from './curve-plots';

/** What most plots take beside their table. */
export interface PlotOptions {
  /** Default: none. */
  title?: string;
}

/** What `plot.line` takes beside its table. */
export interface LineOptions extends PlotOptions {
  /** The column whose values tell lines apart. Default: one line. */
  stroke?: string;
}

/** What `plot.lineSeries` takes beside its values. */
export interface LineSeriesOptions extends PlotOptions {
  /** What the lines are called. Default: `line_0`, `line_1` … */
  keys?: readonly string[];
  /** What stands at the x-axis. Default "x". */
  xname?: string;
}

const TITLE: OptionRules<PlotOptions> = { title: STRING };

/**
 * Lines through the rows of a table.
 *
 * @param x the name of a column, and so is `y`.
 * @throws SpoorError `bad-option` when the table has no such column.
 * @example run.log({ lr: plot.line(table, 'step', 'lr', { title: 'Learning rate' }) });
 */
export function line(table: Table, x: string, y: string, options: LineOptions = {}): Chart {
  checkOptions('plot.line()', options, { ...TITLE, stroke: STRING });
  const { stroke = null, title = '' } = options;
  return new Chart('wandb/line/v0', table, { x, y, stroke }, { title });
}

/**
 * A point for each row of a table.
 *
 * @param x the name of a column, and so is `y`.
 * @throws SpoorError `bad-option` when the table has no such column.
 * @example run.log({ sizes: plot.scatter(table, 'parameters', 'loss') });
 */
export function scatter(table: Table, x: string, y: string, options: PlotOptions = {}): Chart {
  checkOptions('plot.scatter()', options, TITLE);
  return new Chart('wandb/scatter/v0', table, { x, y }, { title: options.title ?? '' });
}

/**
 * A bar for each row of a table.
 *
 * @param label the column that says what a bar is called.
 * @param value the column that says how long it is.
 * @throws SpoorError `bad-option` when the table has no such column.
 * @example run.log({ perDigit: plot.bar(table, 'digit', 'accuracy', { title: 'Accuracy' }) });
 */
export function bar(table: Table, label: string, value: string, options: PlotOptions = {}): Chart {
  checkOptions('plot.bar()', options, TITLE);
  return new Chart('wandb/bar/v0', table, { label, value }, { title: options.title ?? '' });
}

/**
 * How the values of a column are spread; whoever draws it chooses the bins.
 *
 * @param value the name of the column.
 * @throws SpoorError `bad-option` when the table has no such column.
 * @example run.log({ errors: plot.histogram(table, 'error') });
 */
export function histogram(table: Table, value: string, options: PlotOptions = {}): Chart {
  checkOptions('plot.histogram()', options, TITLE);
  return new Chart('wandb/histogram/v0', table, { value }, { title: options.title ?? '' });
}

/**
 * Several lines in one plot.
 *
 * @param xs the x values of all lines, or a list of them for each line.
 * @param ys a list of y values for each line.
 * @throws SpoorError `bad-option` when there are not as many x values as y values, or keys as lines.
 * @example run.log({ losses: plot.lineSeries([0, 1, 2], [train, val], { keys: ['train', 'val'] }) });
 */
export function lineSeries(
  xs: ArrayLike<number> | ArrayLike<ArrayLike<number>>,
  ys: ArrayLike<ArrayLike<number>>,
  options: LineSeriesOptions = {},
): Chart {
  const keysRule = { what: 'a list of strings', is: (keys: unknown) => Array.isArray(keys) };
  checkOptions('plot.lineSeries()', options, { ...TITLE, xname: STRING, keys: keysRule });
  const isList = (value: unknown) => Array.isArray(value) || ArrayBuffer.isView(value);
  const lists = {
    what: 'a list of lists of numbers',
    is: (value: unknown) => isList(value) && Array.from(value as []).every(isList),
  };
  checkOption('ys', ys, lists);
  checkOption('xs', xs, { what: 'a list of numbers, or one for each line', is: isList });
  const { keys = Array.from(ys, (_, i) => `line_${i}`), title = '', xname = 'x' } = options;
  const isShared = xs.length > 0 && !isList(xs[0]);
  const xsOf = (i: number) => (isShared ? xs : (xs[i] ?? [])) as ArrayLike<number>;
  if (keys.length !== ys.length) throw refuse(`keys must name each of the ${ys.length} lines, not ${keys.length}`);
  const table = new Table({ columns: ['step', 'lineKey', 'lineVal'] });
  for (const [i, key] of keys.entries()) {
    const [own, values] = [xsOf(i), ys[i]!];
    if (own.length !== values.length)
      throw refuse(`Line ${i} must have as many x values as y values, ${values.length}, not ${own.length}`);
    for (let at = 0; at < values.length; at++) table.addData(own[at], key, values[at]);
  }
  return new Chart(
    'wandb/lineseries/v0',
    table,
    { step: 'step', lineKey: 'lineKey', lineVal: 'lineVal' },
    { title, xname },
  );
}

/**
 * A plot of any specification. The dashboard knows those above; of others it shows the table, and a W&B server what has
 * been saved there under the name.
 *
 * @param spec the name of a Vega-Lite specification: `wandb/line/v0`, `my-team/spec`.
 * @param fields which of its fields is which column of the table.
 * @param strings its texts, such as a title.
 * @throws SpoorError `bad-option` when the table has no such column, or `spec` is a specification and not its name.
 * @example run.log({ spread: plot.custom('my-team/violin', table, { value: 'error' }, { title: 'Errors' }) });
 */
export function custom(
  spec: string,
  table: Table,
  fields: ChartFields,
  strings: { [name: string]: string } = {},
): Chart {
  return new Chart(spec, table, fields, strings);
}

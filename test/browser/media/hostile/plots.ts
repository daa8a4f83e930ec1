import type { Row } from '../../../../src/wire/index';
import { labelOf, NAME, ran, type Host } from './texts';
import type { HostileValues } from './values';

/** Specifications that the dashboard draws, with the columns of each of their fields. */
const SPECS: Record<string, Record<string, string>> = {
  'wandb/line/v0': { x: 'x', y: 'y', stroke: 'label' },
  'wandb/lineseries/v0': { step: 'x', lineKey: 'label', lineVal: 'y' },
  'wandb/scatter/v0': { x: 'x', y: 'expression' },
  'wandb/bar/v0': { label: 'label', value: 'expression' },
  'wandb/histogram/v0': { value: 'expression' },
  'wandb/area-under-curve/v0': { x: 'x', y: 'y', class: 'label' },
  'wandb/confusion_matrix/v1': { Actual: 'label', Predicted: 'script', nPredictions: 'y' },
};

/** Plots as a hostile client has them: the row with their table, and what the config says of them. */
export function hostilePlots(host: Host): HostileValues & { visualize: Row } {
  const label = labelOf(host);
  const expression = `"] + (${ran(host)}) + datum["`;
  const names: Record<string, string> = { x: NAME, y: 'y', label, expression, script: `\\${expression}\\` };
  const columns = Object.values(names);
  const data = [0, 1, 2].map((i) => [i, i / 3, i === 1 ? label : NAME, 1 - i, `javascript:${ran(host)}`]);
  const strings = { title: label, xname: expression, 'x-axis-title': expression, 'y-axis-title': label };
  const signal = { signal: expression, url: `${host}/data.json`, href: `javascript:${ran(host)}`, expr: expression };
  // What Vega would fetch, compute or link to, at every place where a client may put it.
  const vega = {
    ...signal,
    data: { url: `${host}/vega.json` },
    signals: [signal],
    transform: [{ calculate: expression }],
  };
  const plotOf = (spec: string, fields: Record<string, string>): Row => ({
    panel_type: NAME,
    panel_config: {
      panelDefId: spec,
      fieldSettings: Object.fromEntries(Object.entries(fields).map(([field, column]) => [field, names[column]!])),
      stringSettings: strings,
      spec: vega,
      transform: signal,
      userQuery: { queryFields: [{ name: 'tableKey', args: [{ name: 'tableKey', value: 'plots' }] }] },
    },
  });
  const plots = Object.entries({
    ...SPECS,
    [label]: { x: 'x' },
    [`${host}/spec.json`]: { x: 'x' },
    'wandb/__proto__/v0': { x: 'x' },
    [JSON.stringify({ mark: 'bar', ...vega })]: { x: 'x' },
  });
  return {
    row: { plots: { _type: 'table-file', path: 'media/table/plots.table.json', size: 1, ncols: 5, nrows: 3 } },
    files: { 'media/table/plots.table.json': JSON.stringify({ columns, data }) },
    visualize: Object.fromEntries(plots.map(([spec, fields], at) => [`plot ${at} ${NAME}`, plotOf(spec, fields)])),
  };
}

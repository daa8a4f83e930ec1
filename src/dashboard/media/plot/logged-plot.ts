import { isRow, type LineValue, type Row } from '../../../wire/index';

/** What the config of a run says of a plot. */
export interface LoggedPlot {
  /** The key under which it was logged. */
  key: string;
  /** The metric that holds its tables. */
  tableKey: string;
  /** The name of its specification, such as `wandb/line/v0`. */
  spec: string;
  /** Which column each field of the specification is. */
  fields: { [field: string]: string };
  /** Its texts, such as a title. */
  strings: { [name: string]: string };
}

/** Reads the plots of a run; what is not one is passed over. */
export function readPlots(plots: Row): LoggedPlot[] {
  return Object.entries(plots).flatMap(([key, entry]) => {
    const config = isRow(entry) ? entry['panel_config'] : undefined;
    if (!isRow(config) || typeof config['panelDefId'] !== 'string') return [];
    const { panelDefId: spec, fieldSettings, stringSettings, userQuery } = config;
    const tableKey = tableKeyIn(userQuery, 0) ?? `${key}_table`;
    return [{ key, tableKey, spec, fields: textsIn(fieldSettings), strings: textsIn(stringSettings) }];
  });
}

function textsIn(value: LineValue | undefined): { [name: string]: string } {
  const entries = isRow(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The query is a tree, in which one field, of a table, has the key as its argument. */
const DEEPEST = 8;

function tableKeyIn(value: LineValue | undefined, depth: number): string | undefined {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return undefined;
  if (isRow(value) && value['name'] === 'tableKey' && typeof value['value'] === 'string') return value['value'];
  for (const inner of Object.values(value)) {
    const found = tableKeyIn(inner, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

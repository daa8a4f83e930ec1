import { checkOption, LOGGABLE, type Fragment, type Loggable, type OptionRule, type Place } from '../../values/index';
import { bindMethods, PLOTS, stringify, type Row } from '../../wire/index';
import type { TableCell } from './cell';

/** What a plot needs to know of its table. */
export interface ChartTable extends Loggable {
  /** The names of the columns. */
  readonly columns: string[];
  /** The rows. */
  readonly data: TableCell[][];
}

/** Which of a specification's fields is which column; null for one that is left out. */
export type ChartFields = { [field: string]: string | null };

const SPEC: OptionRule = {
  what: 'the name of a specification, such as "wandb/line/v0"',
  is: (spec) => typeof spec === 'string' && /^[^\s{}][^{}]*$/.test(spec),
};
const TABLE: OptionRule = {
  what: 'a Table',
  is: (value) =>
    typeof value === 'object' && value !== null && LOGGABLE in value && Array.isArray((value as ChartTable).columns),
};

/**
 * A plot to log: a table, and by what specification it is drawn. Its table is logged under the key with `_table` behind
 * it, and the run's config says once how to draw it; both as W&B's Python client has them. It must be a value of the
 * row itself, since the dashboard looks for it by its key.
 *
 * @example run.log({ roc: plot.rocCurve(labels, scores) });
 */
export class Chart implements Loggable {
  /** What is drawn. */
  readonly table: ChartTable;
  readonly #spec: string;
  readonly #fields: ChartFields;
  readonly #strings: { [name: string]: string };

  /**
   * @throws SpoorError `bad-option` unless the table is one and has the columns, and `spec` is a name.
   * @internal Plots are made by the functions of `plot`.
   */
  constructor(spec: string, table: ChartTable, fields: ChartFields, strings: { [name: string]: string }) {
    this.table = checkOption('table', table, TABLE);
    const { columns } = table;
    const what = `one of the table's columns, ${columns.map((name) => stringify(name)).join(', ')}`;
    for (const [field, column] of Object.entries(fields))
      if (column !== null) checkOption(field, column, { what, is: () => columns.includes(column) });
    this.#spec = checkOption('spec', spec, SPEC);
    this.#fields = { ...fields };
    this.#strings = { ...strings };
    bindMethods(this);
  }

  /** @internal */
  [LOGGABLE](place: Place, isOfRow?: boolean): Fragment | undefined {
    const { key, addSingleton } = place;
    if (!isOfRow || !addSingleton) {
      place.drop(
        'unsupported-value',
        key,
        'it is a plot, which must be a value of the row itself: run.log({ roc: plot })',
      );
      return undefined;
    }
    place.key = `${key}_table`;
    addSingleton(PLOTS, key, this.#describe(place.key));
    return this.table[LOGGABLE](place);
  }

  /** As the config of a run has it (`CustomChartSpec` in `wandb/plot/custom_chart.py`). */
  #describe(tableKey: string): Row {
    const field = (name: string, args: Row[] = [], fields: Row[] = []): Row => ({ name, args, fields });
    const plain = (name: string): Row => ({ name, fields: [] });
    const table = field('summaryTable', [{ name: 'tableKey', value: tableKey }]);
    const runs = field(
      'runSets',
      [{ name: 'runSets', value: '${runSets}' }],
      [plain('id'), plain('name'), plain('_defaultColorIndex'), table],
    );
    return {
      panel_type: 'Vega2',
      panel_config: {
        panelDefId: this.#spec,
        fieldSettings: this.#fields,
        stringSettings: this.#strings,
        transform: { name: 'tableWithLeafColNames' },
        userQuery: { queryFields: [runs] },
      },
    };
  }
}

import { checkOption, encodeMedia, isPending, LOGGABLE } from '../../values/index';
import type { Fragment, Media, MediaKind, Place } from '../../values/index';
import { bindMethods, parseRow, SpoorError, stringify } from '../../wire/index';
import { encode } from '../worker/encode';
import type { TableCell } from './cell';
import { Chart, type ChartFields } from './chart';
import { Column } from './column';
import { Increments } from './increments';
import type { TableItem } from './item';
import { NAME, readOptions, VALUES, type LogMode, type TableOptions } from './options';
import { TensorRows } from './tensor-rows';

/** W&B's limit for a table. */
export const MAX_ROWS = 200_000;

/**
 * Rows and columns to log: predictions, misclassified samples, what a sweep has found. Each column holds values of one
 * type, as W&B tells them apart: numbers and bigints (exact, whatever their size), strings, booleans, Dates (kept as
 * epoch milliseconds), media (images, sounds, clips, …), lists, plain objects. Null and NaN go with every type.
 *
 * Media are taken when they come into the table, so that one canvas may be drawn on for row after row; what cannot be
 * read leaves its cell empty and is counted. A table is stored as it is at `log()`, at most 200,000 rows of it, in a
 * file of the run, and its media in files of their own. It goes without the artifact that W&B's Python client makes of
 * it too. What happens when it is logged again is told by its `logMode`.
 *
 * @example
 * const table = new Table({ columns: ['id', 'label', 'guess', 'digit'] });
 * table.addData(17, 'cat', 'dog', new Image(canvas));
 * run.log({ mistakes: table });
 * @example new Table({ data: [{ x: 1, y: 2 }, { x: 2, y: 4 }] });
 * @example new Table({ byColumn: { x: new Float32Array([1, 2]), name: ['a', 'b'] } });
 * @example new Table({ columns: ['epoch', 'note'], logMode: 'incremental' }); // each log() sends the rows that are new
 */
export class Table implements Media {
  readonly #columns: Column[] = [];
  readonly #isMixed: boolean;
  readonly #mode: LogMode;
  readonly #increments: Increments | undefined;
  #isLogged = false;
  /** Of a table that is made of one. */
  readonly #tensor: TensorRows | undefined;

  /**
   * Makes a table, empty or filled.
   *
   * @param options the names of the columns and what they hold.
   * @throws SpoorError `bad-option` for columns or data of another form, a row that is too long or too short, and a
   * value of another type than those before it in its column.
   */
  constructor(options: TableOptions = {}) {
    const { names, rows, values, tensor } = readOptions(options);
    this.#isMixed = options.allowMixedTypes ?? false;
    this.#mode = options.logMode ?? 'immutable';
    if (this.#mode === 'incremental') this.#increments = new Increments();
    this.#columns = names.map((name) => new Column(name, this.#isMixed));
    bindMethods(this);
    if (tensor) this.#tensor = new TensorRows(tensor);
    for (const row of rows ?? []) this.addData(...row);
    for (const [i, column] of this.#columns.entries()) {
      if (!values) break;
      this.#checkLength(column.name, values[i]!, values[0]!.length);
      column.addAll(values[i]!);
    }
  }

  /** The names of the columns. */
  get columns(): string[] {
    return this.#columns.map(({ name }) => name);
  }

  /** How many rows there are. */
  get length(): number {
    return (this.#tensor ?? this.#columns[0])?.length ?? 0;
  }

  /**
   * The rows, copied: to change a list or an object in a cell is an error.
   *
   * @throws SpoorError `bad-option` for a table that is made of a tensor.
   */
  get data(): TableCell[][] {
    this.#checkKnown();
    return Array.from({ length: this.length }, (_, row) => this.#columns.map((column) => column.at(row)!));
  }

  /**
   * One cell; undefined beyond the last row. A Date is given as its epoch milliseconds.
   *
   * @param row counted from 0.
   * @param column the name of the column.
   * @throws SpoorError `bad-option` when no column has that name, and for a table that is made of a tensor.
   * @example new Table({ columns: ['digit'], data: [[7]] }).get(0, 'digit'); // 7
   */
  get(row: number, column: string): TableCell | undefined {
    this.#checkKnown();
    const found = this.#columns.find(({ name }) => name === column);
    if (!found) {
      const known = this.columns.map((name) => stringify(name)).join(', ');
      throw new SpoorError(
        'bad-option',
        `column must be one of ${known || 'the columns, which are still to be added'}.`,
      );
    }
    return found.at(row);
  }

  /**
   * Adds a row.
   *
   * @param row its values, one for each column, in their order.
   * @throws SpoorError `bad-option` when there are more or fewer values than columns, one has another type than those
   * above it, or cannot stand in a table, and for an `immutable` table that was logged; the table is as it was before.
   * @example table.addData(17, 'cat', 'dog');
   */
  addData(...row: unknown[]): void {
    this.#checkKnown();
    this.#checkOpen('row', 'immutable');
    const { length } = this.#columns;
    if (row.length !== length) {
      const names = this.columns.map((name) => stringify(name)).join(', ');
      throw new SpoorError(
        'bad-option',
        `Row ${this.length} must have ${length} values, one for each column (${names}), not ${row.length}.`,
      );
    }
    const at = this.length;
    const cells = this.#columns.map((column, i) => column.read(row[i], at));
    for (const [i, column] of this.#columns.entries()) column.add(cells[i]!);
  }

  /**
   * Adds a column on the right.
   *
   * @param name how it is called.
   * @param values one for each row; of a table without columns, the rows.
   * @throws SpoorError `bad-option` when another column has the name, there are more or fewer values than rows, or
   * values of several types, and for a table that was logged, unless it is `mutable`.
   * @example table.addColumn('loss', losses);
   */
  addColumn(name: string, values: ArrayLike<unknown>): void {
    this.#checkKnown();
    this.#checkOpen('column', 'immutable', 'incremental');
    checkOption('name', name, NAME);
    checkOption('values', values, VALUES);
    if (this.columns.includes(name))
      throw new SpoorError('bad-option', `name must be a new one: there is a column ${stringify(name)} already.`);
    if (this.#columns.length > 0) this.#checkLength(name, values, this.length);
    const column = new Column(name, this.#isMixed);
    column.addAll(values);
    this.#columns.push(column);
  }

  /**
   * A plot of this table, of any specification: what `run.plotTable` gives.
   *
   * @param spec the name of a Vega-Lite specification: `wandb/line/v0`, `my-team/spec`.
   * @param fields which of its fields is which column.
   * @param strings its texts, such as a title.
   * @throws SpoorError `bad-option` unless each of `fields` is a column, and `spec` is a name and no specification.
   * @example run.log({ spread: table.chart('my-team/violin', { value: 'error' }) });
   */
  chart(spec: string, fields: ChartFields, strings: { [name: string]: string } = {}): Chart {
    return new Chart(spec, this, fields, strings);
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    const fragment = encodeMedia([this], false, place);
    if (isPending(fragment)) this.#increments?.follow(fragment);
    return fragment;
  }

  /** @internal */
  get media(): MediaKind {
    return { name: 'table', encode };
  }

  /** @internal */
  async take(place: Place): Promise<TableItem> {
    this.#isLogged = true;
    const [mode, names] = [this.#mode, this.columns];
    const { from = 0, increment } = this.#increments?.next(this.length) ?? {};
    const length = this.length - from;
    const rows = Math.min(length, MAX_ROWS);
    if (rows < length) {
      const detail = `a table holds at most ${MAX_ROWS} rows; the first ${MAX_ROWS} of ${length} were logged`;
      place.drop('value-too-large', place.key, detail);
    }
    if (this.#tensor)
      return { names, rows, mode, increment: await increment, files: [], ...(await this.#tensor.take(rows)) };
    const types = this.#columns.map(({ type }) => type);
    const media = this.#columns.flatMap((column) => column.mediaOf(from, from + rows));
    const encoding = media.map(async (held) => ({ held, encoded: await held.encode(place) }));
    // Rows that come while the media are encoded are not of this time.
    const frozen = this.#columns.map((column) => column.slice(from, from + rows));
    const encoded = await Promise.all(encoding);
    const json = new Map(encoded.map(({ held, encoded }) => [held, encoded && parseRow(encoded.json)]));
    const columns = frozen.map((freeze) => freeze((held) => json.get(held) ?? null));
    const files = encoded.flatMap(({ encoded }) => encoded?.files ?? []);
    return { names, types, rows, columns, mode, increment: await increment, files };
  }

  #checkOpen(what: string, ...closed: LogMode[]): void {
    if (this.#isLogged && closed.includes(this.#mode))
      throw new SpoorError(
        'bad-option',
        `A ${what} cannot be added to an ${this.#mode} table after it was logged. Make it with logMode: 'mutable', ` +
          "which logs all of it anew, or, for rows, with 'incremental', which logs those that are new.",
      );
  }

  #checkLength(name: string, values: ArrayLike<unknown>, length: number): void {
    if (values.length !== length)
      throw new SpoorError(
        'bad-option',
        `Column ${stringify(name)} must have ${length} values, one for each row, not ${values.length}.`,
      );
  }

  #checkKnown(): void {
    if (this.#tensor)
      throw new SpoorError(
        'bad-option',
        'A table that is made of a tensor can only be logged: its values are still on their way. ' +
          'Make it of await tensor.array() to read it or to add to it.',
      );
  }
}

import { checkOption, encodeMedia, LOGGABLE, readback } from '../../values/index';
import type { Fragment, Media, MediaKind, Place, TensorLike } from '../../values/index';
import { bindMethods, SpoorError, stringify, type LineValue } from '../../wire/index';
import { encode } from '../worker/encode';
import { Column, type FrozenColumn } from './column';
import { NAME, readOptions, VALUES, type TableOptions } from './options';

/** W&B's limit for a table. */
export const MAX_ROWS = 200_000;

/** A table on its way to its encoder, column by column. */
export interface TableItem {
  names: string[];
  rows: number;
  columns: FrozenColumn[];
}

/**
 * Rows and columns to log: predictions, misclassified samples, what a sweep has found. Each column holds values of one
 * type, as W&B tells them apart: numbers and bigints (exact, whatever their size), strings, booleans, Dates (kept as
 * epoch milliseconds), lists, plain objects. Null and NaN go with every type.
 *
 * A table is stored as it is at `log()`, at most 200,000 rows of it, in a file of the run; what is added later is
 * logged by logging it again. It goes without the artifact that W&B's Python client makes of it too. Media in cells are
 * refused.
 *
 * @example
 * const table = new Table({ columns: ['id', 'label', 'guess'] });
 * table.addData(17, 'cat', 'dog');
 * run.log({ mistakes: table });
 * @example new Table({ data: [{ x: 1, y: 2 }, { x: 2, y: 4 }] });
 * @example new Table({ byColumn: { x: new Float32Array([1, 2]), name: ['a', 'b'] } });
 */
export class Table implements Media {
  readonly #columns: Column[] = [];
  readonly #isMixed: boolean;
  /** Of a table that is made of one. */
  readonly #tensor: { values: Promise<ArrayLike<number>>; shape: number[]; isBoolean: boolean } | undefined;

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
    this.#columns = names.map((name) => new Column(name, this.#isMixed));
    bindMethods(this);
    if (tensor) this.#tensor = hold(tensor);
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
    return this.#tensor ? this.#tensor.shape[0]! : (this.#columns[0]?.length ?? 0);
  }

  /**
   * The rows, copied: to change a list or an object in a cell is an error.
   *
   * @throws SpoorError `bad-option` for a table that is made of a tensor.
   */
  get data(): LineValue[][] {
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
  get(row: number, column: string): LineValue | undefined {
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
   * above it, or cannot stand in a table; the table is as it was before.
   * @example table.addData(17, 'cat', 'dog');
   */
  addData(...row: unknown[]): void {
    this.#checkKnown();
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
   * values of several types.
   * @example table.addColumn('loss', losses);
   */
  addColumn(name: string, values: ArrayLike<unknown>): void {
    this.#checkKnown();
    checkOption('name', name, NAME);
    checkOption('values', values, VALUES);
    if (this.columns.includes(name))
      throw new SpoorError('bad-option', `name must be a new one: there is a column ${stringify(name)} already.`);
    if (this.#columns.length > 0) this.#checkLength(name, values, this.length);
    const column = new Column(name, this.#isMixed);
    column.addAll(values);
    this.#columns.push(column);
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    return encodeMedia([this], false, place);
  }

  /** @internal */
  get media(): MediaKind {
    return { name: 'table', encode };
  }

  /** @internal */
  async take(place: Place): Promise<TableItem> {
    const { length, columns: names } = this;
    const rows = Math.min(length, MAX_ROWS);
    if (rows < length) {
      const detail = `a table holds at most ${MAX_ROWS} rows; the first ${MAX_ROWS} of ${length} were logged`;
      place.drop('value-too-large', place.key, detail);
    }
    if (!this.#tensor) return { names, rows, columns: this.#columns.map((column) => column.freeze(rows)) };
    const { isBoolean } = this.#tensor;
    const values = await this.#tensor.values;
    const columns = names.map((_, i) => {
      const column = Float64Array.from({ length: rows }, (_, row) => values[row * names.length + i]!);
      return isBoolean ? Array.from(column, Boolean) : column;
    });
    return { names, rows, columns };
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

function hold(tensor: TensorLike) {
  const { data: values } = readback.hold(tensor);
  // It is looked at when the table is logged.
  values.catch(() => undefined);
  return { values, shape: [...tensor.shape], isBoolean: tensor.dtype === 'bool' };
}

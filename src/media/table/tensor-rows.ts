import { readback, type TensorLike } from '../../values/index';
import { typeJson } from './column-type';
import type { TableItem } from './item';

/** The rows of a table that is made of a tensor of shape [rows, columns]: as they were when it was made. */
export class TensorRows {
  readonly length: number;
  readonly #width: number;
  readonly #isBoolean: boolean;
  readonly #values: Promise<ArrayLike<number>>;

  constructor(tensor: TensorLike) {
    [this.length, this.#width] = tensor.shape as [number, number];
    this.#isBoolean = tensor.dtype === 'bool';
    this.#values = readback.hold(tensor).data;
    // It is looked at when the table is logged.
    this.#values.catch(() => undefined);
  }

  /** The first rows, column by column. */
  async take(rows: number): Promise<Pick<TableItem, 'columns' | 'types'>> {
    const values = await this.#values;
    const columns = Array.from({ length: this.#width }, (_, i) => {
      const column = Float64Array.from({ length: rows }, (_, row) => values[row * this.#width + i]!);
      return this.#isBoolean ? Array.from(column, Boolean) : column;
    });
    return { columns, types: columns.map(() => typeJson(this.#isBoolean ? 'boolean' : 'number')) };
  }
}

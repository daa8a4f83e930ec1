import { describe } from '../../values/index';
import { SpoorError, stringify, type LineValue } from '../../wire/index';
import { joinTypes, nameType, readCell, type Cell, type CellType } from './cell';

/** A column on its way to the encoder: bytes that are moved and not copied, where all of its cells are numbers. */
export type FrozenColumn = Float64Array | LineValue[];

/** The cells of one column, all of one type. */
export class Column {
  readonly name: string;
  readonly #isMixed: boolean;
  #cells: LineValue[] = [];
  #type: CellType = 'none';

  constructor(name: string, isMixed: boolean) {
    this.name = name;
    this.#isMixed = isMixed;
  }

  get length(): number {
    return this.#cells.length;
  }

  at(row: number): LineValue | undefined {
    return this.#cells[row];
  }

  /**
   * Reads a value that is to come into a row, and leaves the column as it is.
   *
   * @throws SpoorError `bad-option` when it is of another type than the cells before it.
   */
  read(value: unknown, row: number): Cell {
    const where = () => `Column ${stringify(this.name)}, row ${row}`;
    const cell = readCell(value, where);
    if (this.#isMixed || joinTypes(this.#type, cell.type) !== null) return cell;
    const came = cell.type.startsWith('list') ? nameType(cell.type) : describe(value);
    throw new SpoorError(
      'bad-option',
      `${where()} must be ${nameType(this.#type)}, as the rows before it, not ${came}. ` +
        'For a column of several types give the table allowMixedTypes: true.',
    );
  }

  add({ value, type }: Cell): void {
    this.#cells.push(value);
    this.#type = joinTypes(this.#type, type) ?? this.#type;
  }

  /**
   * Adds a list of values, or none of them.
   *
   * @throws SpoorError `bad-option`.
   */
  addAll(values: ArrayLike<unknown>): void {
    const before = this.#cells.length;
    try {
      for (let i = 0; i < values.length; i++) this.add(this.read(values[i], this.#cells.length));
    } catch (error) {
      this.#cells.length = before;
      throw error;
    }
  }

  /** The first cells, as they are now. */
  freeze(count: number): FrozenColumn {
    const cells = this.#cells.slice(0, count);
    return cells.every((cell) => typeof cell === 'number') ? Float64Array.from(cells) : cells;
  }
}

import { describe } from '../../values/index';
import { SpoorError, stringify, type LineValue, type Row } from '../../wire/index';
import { joinTypes, MEDIA, nameType, readCell, replaceMedia } from './cell';
import type { Cell, CellType, CellValue, TableCell } from './cell';
import { typeJson } from './column-type';
import type { HeldMedia } from './held-media';

/** A column on its way to the encoder: bytes that are moved and not copied, where all of its cells are numbers. */
export type FrozenColumn = Float64Array | LineValue[];

/** The cells of one column, all of one type. */
export class Column {
  readonly name: string;
  readonly #isMixed: boolean;
  #cells: CellValue[] = [];
  #type: CellType = 'none';
  #hasMedia = false;

  constructor(name: string, isMixed: boolean) {
    this.name = name;
    this.#isMixed = isMixed;
  }

  get length(): number {
    return this.#cells.length;
  }

  /** As W&B has it: of a table that takes several types in a column, W&B says so of each. */
  get type(): Row {
    return typeJson(this.#isMixed ? 'any' : this.#type);
  }

  at(row: number): TableCell | undefined {
    const cell = this.#cells[row];
    // Without media there is nothing in it that would have to be given back as something else.
    return (this.#hasMedia && cell !== undefined ? replaceMedia(cell, ({ media }) => media) : cell) as TableCell;
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
    const came = /^(list|media)/.test(cell.type) ? nameType(cell.type) : describe(value);
    throw new SpoorError(
      'bad-option',
      `${where()} must be ${nameType(this.#type)}, as the rows before it, not ${came}. ` +
        'For a column of several types give the table allowMixedTypes: true.',
    );
  }

  add({ value, type }: Cell): void {
    this.#cells.push(value);
    this.#type = joinTypes(this.#type, type) ?? this.#type;
    // A list of numbers may be long.
    this.#hasMedia ||= type.includes(MEDIA) || (/object|mixed/.test(type) && holdsMedia(value));
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

  /** The media in some of the cells. */
  mediaOf(from: number, to: number): HeldMedia[] {
    const found: HeldMedia[] = [];
    if (this.#hasMedia) replaceMedia(this.#cells.slice(from, to), (media) => void found.push(media));
    return found;
  }

  /** Some of the cells as they are now, to be frozen when it is known what its media have become. */
  slice(from: number, to: number): (jsonOf: (media: HeldMedia) => LineValue) => FrozenColumn {
    const cells = this.#cells.slice(from, to);
    if (this.#hasMedia) return (jsonOf) => replaceMedia(cells, jsonOf) as LineValue[];
    const isNumeric = cells.every((cell) => typeof cell === 'number');
    return () => (isNumeric ? Float64Array.from(cells as number[]) : (cells as LineValue[]));
  }
}

function holdsMedia(value: CellValue): boolean {
  let holds = false;
  replaceMedia(value, () => void (holds = true));
  return holds;
}

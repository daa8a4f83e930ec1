import { describe, isPlainObject, isTensor, LOGGABLE, type Loggable } from '../../values/index';
import { SpoorError, typeTagOf, type LineValue } from '../../wire/index';
import { HeldMedia } from './held-media';

/**
 * What the cells of a column are, as W&B tells types apart: `none` for null and NaN, which go with every other type,
 * `list of …` by what is in the list, and `media …` by its kind.
 */
export type CellType = string;

/** What stands in a cell: a copy, which nobody can change. */
export type CellValue = LineValue | HeldMedia | readonly CellValue[] | { readonly [key: string]: CellValue };

/** A value as a table gives it back: media as they are, a Date as its epoch milliseconds. */
export type TableCell = LineValue | Loggable | readonly TableCell[] | { readonly [key: string]: TableCell };

/** A value as the table keeps it. */
export interface Cell {
  type: CellType;
  value: CellValue;
}

/** What the type of a list begins with, before that of what is in it. */
export const LIST = 'list of ';
/** What the type of media begins with, before its kind. */
export const MEDIA = 'media ';
/** Deeper than this, a value is taken for one that contains itself. */
const DEEPEST = 32;
const WHAT = 'a number, a bigint, a string, a boolean, a Date, media, null, or a list or plain object of such';

/**
 * Reads a value of the user's.
 *
 * @param where says what to call it in a sentence.
 * @throws SpoorError `bad-option` when it cannot stand in a cell.
 */
export function readCell(value: unknown, where: () => string, depth = 0): Cell {
  switch (typeof value) {
    case 'number':
      return { type: Number.isNaN(value) ? 'none' : 'number', value };
    case 'bigint':
      return { type: 'number', value };
    case 'string':
    case 'boolean':
      return { type: typeof value, value };
    case 'undefined':
      return { type: 'none', value: null };
    case 'object':
      if (value === null) return { type: 'none', value };
      if (depth < DEEPEST) return readObject(value, where, depth + 1);
      throw new SpoorError('bad-option', `${where()} is nested more than ${DEEPEST} deep, or contains itself.`);
    default:
      throw refuse(where, describe(value));
  }
}

function readObject(value: object, where: () => string, depth: number): Cell {
  if (LOGGABLE in value) return readMedia(value as Loggable, where);
  if (isTensor(value)) throw refuse(where, 'a tensor: take await tensor.array() of it');
  if (typeTagOf(value) === 'Date') {
    const time = (value as Date).getTime();
    return Number.isNaN(time) ? { type: 'none', value: null } : { type: 'timestamp', value: time };
  }
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value)) {
    const cells = Array.from(value as ArrayLike<unknown>, (item, i) => readCell(item, () => `${where()}[${i}]`, depth));
    const inner = cells.reduce<CellType>((type, cell) => joinTypes(type, cell.type) ?? 'mixed values', 'none');
    return { type: LIST + inner, value: Object.freeze(cells.map((cell) => cell.value)) };
  }
  if (!isPlainObject(value)) throw refuse(where, describe(value));
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    readCell(item, () => `${where()}.${key}`, depth).value,
  ]);
  return { type: 'object', value: Object.freeze(Object.fromEntries(entries)) as { [key: string]: CellValue } };
}

function readMedia(value: Loggable, where: () => string): Cell {
  if ('addData' in value || 'table' in value)
    throw refuse(where, `a ${'table' in value ? 'plot' : 'table'}: log it under a key of its own`);
  const held = new HeldMedia(value);
  return { type: MEDIA + held.kind, value: held };
}

function refuse(where: () => string, what: string): SpoorError {
  return new SpoorError('bad-option', `${where()} must be ${WHAT}, not ${what}.`);
}

/** A cell with something else in the place of each media value. */
export function replaceMedia<T>(value: CellValue, by: (media: HeldMedia) => T): CellValue | T {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof HeldMedia) return by(value);
  if (Array.isArray(value)) return (value as CellValue[]).map((item) => replaceMedia(item, by)) as CellValue;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceMedia(item, by)])) as CellValue;
}

/** The type of a column that has cells of both; null when they do not go together. */
export function joinTypes(one: CellType, other: CellType): CellType | null {
  if (one === other || other === 'none') return one;
  if (one === 'none') return other;
  if (!one.startsWith(LIST) || !other.startsWith(LIST)) return null;
  const inner = joinTypes(one.slice(LIST.length), other.slice(LIST.length));
  return inner && LIST + inner;
}

/** A type in a sentence. */
export function nameType(type: CellType): string {
  if (type === 'timestamp') return 'a Date';
  const name = type.startsWith(MEDIA) ? type.slice(MEDIA.length) : type;
  return `${/^([aeiou]|html)/.test(name) ? 'an' : 'a'} ${name}`;
}

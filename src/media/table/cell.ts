import { describe, isPlainObject, isTensor, LOGGABLE } from '../../values/index';
import { SpoorError, typeTagOf, type LineValue } from '../../wire/index';

/**
 * What the cells of a column are, as W&B tells types apart: `none` for null and NaN, which go with every other type,
 * and `list of …` by what is in the list.
 */
export type CellType = string;

/** A value as the table keeps it: a copy, which nobody can change. */
export interface Cell {
  type: CellType;
  value: LineValue;
}

const LIST = 'list of ';
/** Deeper than this, a value is taken for one that contains itself. */
const DEEPEST = 32;
const WHAT = 'a number, a bigint, a string, a boolean, a Date, null, or a list or plain object of such';

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
  if (LOGGABLE in value) throw refuse(where, 'media: log it under a key of its own');
  if (isTensor(value)) throw refuse(where, 'a tensor: take await tensor.array() of it');
  if (typeTagOf(value) === 'Date') {
    const time = (value as Date).getTime();
    return Number.isNaN(time) ? { type: 'none', value: null } : { type: 'timestamp', value: time };
  }
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value)) {
    const cells = Array.from(value as ArrayLike<unknown>, (item, i) => readCell(item, () => `${where()}[${i}]`, depth));
    const inner = cells.reduce<CellType>((type, cell) => joinTypes(type, cell.type) ?? 'mixed values', 'none');
    return { type: LIST + inner, value: Object.freeze(cells.map((cell) => cell.value)) as LineValue[] };
  }
  if (!isPlainObject(value)) throw refuse(where, describe(value));
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    readCell(item, () => `${where()}.${key}`, depth).value,
  ]);
  return { type: 'object', value: Object.freeze(Object.fromEntries(entries)) as LineValue };
}

function refuse(where: () => string, what: string): SpoorError {
  return new SpoorError('bad-option', `${where()} must be ${WHAT}, not ${what}.`);
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
  return `${type === 'object' ? 'an' : 'a'} ${type}`;
}

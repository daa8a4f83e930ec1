import {
  checkOption,
  checkOptions,
  describe,
  isPlainObject,
  isTensor,
  oneOf,
  type OptionRule,
} from '../../values/index';
import type { OptionRules, TensorLike } from '../../values/index';
import { SpoorError, stringify } from '../../wire/index';

/** What `new Table` takes. Either `data` or `byColumn` fills it; without them it begins empty. */
export interface TableOptions {
  /**
   * The names of the columns, in their order. Needed for `data` of lists and of a tensor; of objects it chooses what is
   * taken of them. Default: the names that the objects have, in the order of their first appearance.
   */
  columns?: readonly string[];
  /**
   * Rows as lists, rows as objects, which lack a value where they lack a name, or a tensor of shape [rows, columns].
   * Default: no rows.
   */
  data?: readonly (readonly unknown[])[] | readonly { [column: string]: unknown }[] | TensorLike;
  /** The values of each column, by its name, all of one length: lists or typed arrays. Default: none. */
  byColumn?: { [column: string]: ArrayLike<unknown> };
  /** Whether a column may have values of several types. Default false: such a value is refused. */
  allowMixedTypes?: boolean;
  /** What becomes of a table that is logged again. Default: `immutable`. */
  logMode?: LogMode;
}

/**
 * What becomes of a table that is logged again. An `immutable` one cannot be changed after it is logged. A `mutable`
 * one is logged anew, with all of its rows. Of an `incremental` one only the rows that are new are logged; the
 * dashboard shows them with those before. One is for one key of one run.
 */
export type LogMode = 'immutable' | 'mutable' | 'incremental';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isNameList = (value: unknown) =>
  Array.isArray(value) &&
  value.every((name) => typeof name === 'string') &&
  new Set<unknown>(value).size === value.length;

export const NAME: OptionRule = { what: 'a string', is: (value) => typeof value === 'string' };
/** A column of its own, or one of `byColumn`. */
export const VALUES: OptionRule = {
  what: 'a list or a typed array',
  is: (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value),
};

const OPTIONS: OptionRules<TableOptions> = {
  columns: { what: 'a list of strings, each of them once', is: isNameList },
  data: {
    what: 'a list of rows or a tensor of numbers that is not disposed',
    is: (value) => Array.isArray(value) || (isObject(value) && isTensor(value) && isReadable(value)),
  },
  byColumn: { what: 'an object of lists or typed arrays: { x: [1, 2] }', is: isPlainObject },
  allowMixedTypes: { what: 'true or false', is: (value) => typeof value === 'boolean' },
  logMode: oneOf('immutable', 'mutable', 'incremental'),
};

const isReadable = (tensor: TensorLike) => !tensor.isDisposed && !/^(string|complex64)$/.test(tensor.dtype);

/** What a table begins with, by where it comes from. */
export interface TableSource {
  names: readonly string[];
  rows?: readonly (readonly unknown[])[];
  values?: readonly ArrayLike<unknown>[];
  tensor?: TensorLike;
}

/** @throws SpoorError `bad-option`. */
export function readOptions(options: TableOptions): TableSource {
  checkOptions('new Table()', options, OPTIONS);
  const { columns, data, byColumn } = options;
  if (byColumn) {
    if (data || columns) throw refuse('byColumn names the columns and holds the data: leave out data and columns');
    const names = Object.keys(byColumn);
    const values = names.map((name) => checkOption(`byColumn[${stringify(name)}]`, byColumn[name]!, VALUES));
    return { names, values };
  }
  if (data && !Array.isArray(data)) return readTensorOption(data as TensorLike, columns);
  const list = (data ?? []) as readonly unknown[];
  if (list.length > 0 && list.every(isPlainObject)) return readObjects(list, columns);
  for (const [i, row] of list.entries())
    if (!Array.isArray(row) && !(ArrayBuffer.isView(row) && 'length' in row))
      throw refuse(`data[${i}] must be a list of values, and so must all rows, or all objects, not ${describe(row)}`);
  if (list.length > 0 && !columns) throw refuse("columns must be given for rows that are lists: columns: ['x', 'y']");
  return { names: columns ?? [], rows: list as readonly (readonly unknown[])[] };
}

function readObjects(list: readonly Record<string, unknown>[], columns: readonly string[] | undefined): TableSource {
  const names = columns ?? [...new Set(list.flatMap((row) => Object.keys(row)))];
  return { names, rows: list.map((row) => names.map((name) => (Object.hasOwn(row, name) ? row[name] : null))) };
}

function readTensorOption(tensor: TensorLike, names: readonly string[] | undefined): TableSource {
  const { shape } = tensor;
  if (shape.length !== 2) throw refuse(`a tensor must have shape [rows, columns], not [${shape.join(', ')}]`);
  if (!names || names.length !== shape[1])
    throw refuse(`columns must name the ${shape[1]} columns of the tensor, not ${names?.length ?? 'be left out'}`);
  return { names, tensor };
}

function refuse(sentence: string): SpoorError {
  return new SpoorError('bad-option', `new Table(): ${sentence}.`);
}

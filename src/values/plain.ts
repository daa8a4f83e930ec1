import { isLoggable } from './fragment';
import { isTensor } from './tensor-like';
import { fromTfjs } from './tfjs-objects';
import { typeTagOf, messageOf, parseLineExactly, SpoorError, stringify, type ProblemCode } from '../wire/index';

/**
 * Whether a value is a record of values, as `{ … }` makes them in this realm or another; a module counts, and what has
 * no prototype. An instance of a class does not count: its fields may be the smaller part of it, and nobody has said
 * that they are to be logged. Nor is a promise in the old style, which is an object of functions, or the `arguments` of
 * a function.
 */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === null || Object.getPrototypeOf(prototype) === null) &&
    typeof (value as Unloggable).then !== 'function' &&
    !(Symbol.iterator in value)
  );
}

/**
 * Whether an object says by itself how it is written as JSON. What a page has given to all objects is not theirs.
 */
export function hasToJson(value: object): value is { toJSON(key: string): unknown } {
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === 'function' && toJSON !== (Object.prototype as { toJSON?: unknown }).toJSON;
}

/**
 * What an object says of itself. One that gives the text of an object means that object: as a string it would be
 * written twice (tfjs, `LayersModel.toJSON`).
 */
export function toJsonOf(value: { toJSON(key: string): unknown }, key: string): unknown {
  const said = value.toJSON(key);
  if (typeof said !== 'string' || !/^[{[]/.test(said)) return said;
  try {
    return parseLineExactly(said);
  } catch {
    return said;
  }
}

/** The values by name of a record, or of what holds pairs as a Map does; undefined for anything else. */
export function recordIn(value: object): Record<string, unknown> | undefined {
  if (isPlainObject(value)) return value;
  return holdsPairs(value) ? recordOf(value) : undefined;
}

/** A Map, FormData, Headers and URLSearchParams give pairs, of whichever realm they are. */
function holdsPairs(value: Unloggable): value is Iterable<[unknown, unknown]> {
  const iterate = value[Symbol.iterator];
  return typeof iterate === 'function' && iterate === value.entries;
}

/** What an address or a form names twice is a list. */
function recordOf(pairs: Iterable<[unknown, unknown]>): Record<string, unknown> {
  const record = Object.create(null) as Record<PropertyKey, unknown>;
  for (const [key, value] of pairs) {
    const name = typeof key === 'symbol' ? key : String(key);
    record[name] = name in record ? [record[name], value].flat() : value;
  }
  return record;
}

/**
 * What is to be a row, or the values of a config: also an instance of a class, whose fields somebody has handed over by
 * themselves.
 *
 * @throws SpoorError with the code, for whatever has no values by name.
 */
export function checkRecord(
  code: ProblemCode,
  caller: string,
  value: unknown,
  example: string,
): Record<string, unknown> {
  let what;
  try {
    if (typeof value === 'object' && value !== null && !isLoggable(value)) {
      const said = hasToJson(value) ? toJsonOf(value, '') : (fromTfjs(value) ?? value);
      const record = recordIn(Object(said) as object);
      if (record) return record;
      if (said === value && hasFields(value)) return { ...value };
    }
    what = describe(value);
  } catch (error) {
    what = `what cannot be read: ${messageOf(error)}`;
  }
  throw new SpoorError(code, `${caller} must be given values by name, ${example}, not ${what}.`);
}

/** Whether it is an instance of a page's own class, and has more than what it hides. */
function hasFields(value: Unloggable): boolean {
  return (
    typeTagOf(value) === 'Object' &&
    !isTensor(value) &&
    typeof value.then !== 'function' &&
    !value[Symbol.iterator] &&
    Object.keys(value).length > 0
  );
}

/** Longer strings are cut in an error. */
const QUOTED_LENGTH = 40;

/**
 * What came, for an error, and what to take of it instead.
 *
 * @example describe(5) // '5'
 * @example describe(fetch('/')) // 'a Promise: await it first'
 */
export function describe(value: unknown): string {
  if (typeof value === 'string')
    return value.length > QUOTED_LENGTH ? `${stringify(value.slice(0, QUOTED_LENGTH))}…` : stringify(value);
  if (typeof value === 'function') return 'a function: call it first';
  if (typeof value === 'symbol') return 'a symbol';
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return 'an array';
  const brand = typeTagOf(value);
  const name = brand === 'Object' ? (value.constructor?.name ?? 'object') : brand;
  return `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}${remedyFor(value)}`;
}

interface Unloggable {
  then?: unknown;
  entries?: unknown;
  message?: unknown;
  [Symbol.iterator]?: unknown;
}

function remedyFor(value: Unloggable): string {
  if (typeof value.then === 'function') return ': await it first';
  if (isTensor(value) || isLoggable(value)) return ': give it a name';
  if (value[Symbol.iterator]) return holdsPairs(value) ? ': take Object.fromEntries(…) of it' : ': take [...…] of it';
  if (typeof value.message === 'string') return ': take its message';
  return !isPlainObject(value) && Object.keys(value).length > 0 ? ': take its fields, { ...it }' : '';
}

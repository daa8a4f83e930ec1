import * as v from 'valibot';
import { isCount, isRow, type Row } from '../../wire/index';

/**
 * What JSON from strangers must look like. Its size and depth are limited before it is parsed; the message of each
 * schema says what its value must be, in words that `readShape` makes a sentence of.
 */
export type Shape<T = unknown> = v.GenericSchema<unknown, T>;

/** The type of what has a shape. */
export type Shaped<S extends Shape> = v.InferOutput<S>;

/** A value of one's own kind. What has passed is handed on as it is, not copied. */
export const thing = <T>(words: string, isIt: (value: unknown) => boolean) => v.custom<T, string>(isIt, words);

export const text = v.string('a string');
export const flag = v.boolean('true or false');
export const number = thing<number>('a number', Number.isFinite);
export const integer = thing<number>('a whole number', Number.isInteger);
export const count = thing<number>('a whole number from 0', isCount);
/** Whatever its keys are: `row` copies none, so that "__proto__" stays one of them. */
export const row = thing<Row>('an object', isRow);
/** Unix milliseconds that a date can have. */
export const time = thing<number>(
  'a time in Unix milliseconds',
  (value) => typeof value === 'number' && value >= 0 && value <= 8.64e15,
);

export const textWithin = (least: number, most: number) =>
  thing<string>(
    `a string of ${least} to ${most} characters`,
    (value) => typeof value === 'string' && value.length >= least && value.length <= most,
  );

export const oneOf = <const T extends readonly string[]>(names: T) =>
  v.picklist(names, `one of ${names.map((name) => JSON.stringify(name)).join(', ')}`);

export const orNull = <S extends Shape>(shape: S) => v.nullable(shape);

export const orMissing = <S extends Shape>(shape: S) => v.optional(shape);

/** Missing, or null, which says the same. */
export const orNothing = <S extends Shape>(shape: S) =>
  v.pipe(
    v.nullish(shape),
    v.transform((value) => value ?? undefined),
  );

/** For what is of little weight: where it is of another kind, it is as if it were missing. */
export const orIgnored = <S extends Shape>(shape: S) => v.fallback(orNothing(shape), undefined);

export const listOf = <S extends Shape>(item: S) => v.array(item, 'a list');

/** A list of strings as it is: `listOf` copies, and a request may have 400,000 lines. */
export const texts = v.pipe(
  thing<string[]>('a list of strings', Array.isArray),
  v.rawCheck(({ dataset, addIssue }) => {
    const list: unknown[] = dataset.typed ? dataset.value : [];
    const key = list.findIndex((item) => typeof item !== 'string');
    if (key < 0) return;
    const value = list[key];
    addIssue({
      message: text.message,
      input: value,
      path: [{ type: 'array', origin: 'value', input: list, key, value }],
    });
  }),
);

/** An object with these parts; others are left out. A part that is missing is as wrong as one of another kind. */
export function object<const Parts extends Record<string, Shape>>(parts: Parts) {
  const words = ({ path }: v.BaseIssue<unknown>) => wordsOf(parts[path![0].key as string] as Worded);
  return v.pipe(thing<unknown>(row.message, isRow), v.object(parts, words));
}

interface Worded {
  message?: string;
  /** Of `orNull`. */
  wrapped?: Worded;
}

const wordsOf = ({ message, wrapped }: Worded): string => message ?? wordsOf(wrapped!);

/** An object of any names, and one thing by each of them. */
export const byName = <S extends Shape>(shape: S) =>
  v.pipe(thing<unknown>(row.message, isRow), v.record(v.string(), shape));

/**
 * Reads a value of a shape: what `shape` names, and nothing besides.
 *
 * @param whole what the value is called in a sentence: "the body".
 * @throws what `fail` makes of a sentence that says which part is wrong, what it must be, and what came.
 * @example readShape(object({ lines: count }), { lines: -1 }, 'the body', refuse);
 * // '"lines" of the body must be a whole number from 0, not -1.'
 */
export function readShape<S extends Shape>(
  shape: S,
  value: unknown,
  whole: string,
  fail: (sentence: string) => Error,
): Shaped<S> {
  // The first fault is enough: of a million there would be as many sentences.
  const result = v.safeParse(shape, value, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return result.output;
  const [{ path, message, input }] = result.issues;
  const place = [...(path ?? []).map(({ key }) => nameOf(key)).toReversed(), whole].join(' of ');
  const came = input === undefined ? 'but is missing' : `not ${inWords(input)}`;
  throw fail(`${place} must be ${message}, ${came}.`);
}

const nameOf = (key: unknown) => (typeof key === 'number' ? `item ${key}` : quoted(String(key)));

/** What came, in few words, however long or deep it is. */
export function inWords(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

const LONGEST = 100;

const quoted = (text: string) => JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

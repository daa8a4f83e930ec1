import { parseJson, stringify } from '../builtins';

/**
 * One row is one line of JSON, except that NaN and the infinities are the bare words `NaN`, `Infinity` and `-Infinity`,
 * as W&B's clients write them (`core/internal/runhistory`, `ToExtendedJSON`). A diverged loss is what the user must
 * see; `null` would hide it.
 */

/** A JSON value, the numbers that JSON lacks, and integers that a number would round. */
export type LineValue = string | number | bigint | boolean | null | LineValue[] | { [key: string]: LineValue };

/** A row, or any other object of such values, by name. */
export type Row = { [key: string]: LineValue };

/** Writes a number as a line has it. */
export function formatNumber(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  return String(value);
}

/**
 * Writes a value as one line. The value must be free of cycles; what JSON leaves out (functions, undefined) is left out
 * here too. No `toJSON` is called: a page may have given one to every list.
 *
 * @example formatLine({ loss: NaN }) // '{"loss":NaN}'
 */
export function formatLine(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += (text && ',') + (formatLine(item) ?? 'null');
    return `[${text}]`;
  }
  for (const key of Object.keys(value)) {
    const inner = formatLine((value as Row)[key]);
    if (inner !== undefined) text += `${text && ','}${stringify(key)}:${inner}`;
  }
  return `{${text}}`;
}

/**
 * As {@link formatLine}, of what JSON can say by itself: its own way is three times as fast, and calls the `toJSON`
 * that a page may have given to everything.
 */
export function formatJson(value: unknown): string {
  return 'toJSON' in [] ? formatLine(value) : stringify(value);
}

// A string, or where a value may stand one of the three bare words, or a long integer. A string without an end reaches
// to that of the text: to look for another at each of its escaped quotes would take the square of its length.
const STRING_OR_WORD =
  /"[^"\\]*(?:\\[^][^"\\]*)*"?|(?<=^|[[,:\s])(?:-?Infinity|NaN|-?[1-9]\d{15,})(?=\s*(?:$|[\],}]))/g;

/**
 * Reads a line, bare `NaN` and infinities included.
 *
 * @throws SyntaxError when the text is not a line.
 * @example parseLine('{"loss":NaN}') // { loss: NaN }
 */
export function parseLine(text: string): LineValue {
  return text.includes('NaN') || text.includes('Infinity') ? parseWords(text, false) : (parseJson(text) as LineValue);
}

/**
 * Reads a line and loses no digit of it: an integer that a number would round becomes a bigint. So what is written
 * again, or handed to a program, is what was logged.
 *
 * @throws SyntaxError when the text is not a line.
 * @example parseLineExactly('{"id":9007199254740993}') // { id: 9007199254740993n }
 */
export function parseLineExactly(text: string): LineValue {
  const value = parseLine(text);
  return mayBeRounded(value) ? parseWords(text, true) : value;
}

/** Looked for among the values, since it takes less time than in the text. */
function mayBeRounded(value: LineValue): boolean {
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return typeof value === 'object' && value !== null && Object.values(value).some(mayBeRounded);
}

function parseWords(text: string, isExact: boolean): LineValue {
  let words = 0;
  // 1e999 is Infinity to every JSON parser; what has no such spelling travels as a string. Random, so that no text can
  // spell it.
  const mark = `\uE000${Math.random()}:`;
  const json = text.replace(STRING_OR_WORD, (token) => {
    if (token.startsWith('"')) return token;
    const isInteger = /\d/.test(token);
    if (isInteger && (!isExact || String(Number(token)) === token)) return token;
    words++;
    if (token.endsWith('Infinity')) return token.replace('Infinity', '1e999');
    return `"${mark}${token}"`;
  });
  if (words === 0) return parseJson(text) as LineValue;
  return parseJson(json, (_key, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith(mark)) return value;
    const token = value.slice(mark.length);
    return token === 'NaN' ? NaN : BigInt(token);
  }) as LineValue;
}

/** Reads a line that must hold an object: a row, a summary, a config. */
export function parseRow(text: string): Row {
  return asRow(parseLine(text));
}

/** As {@link parseRow}, without losing a digit. */
export function parseRowExactly(text: string): Row {
  return asRow(parseLineExactly(text));
}

/** As {@link parseRow}; null where the text is something else. */
export function rowIn(text: string): Row | null {
  try {
    return parseRow(text);
  } catch {
    return null;
  }
}

function asRow(value: LineValue): Row {
  if (!isRow(value)) throw new SyntaxError('The line is not a JSON object.');
  return value;
}

/**
 * Whether a value is an object with keys: no list, and not null. What its values are is for the caller to look at,
 * where they come from strangers.
 */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

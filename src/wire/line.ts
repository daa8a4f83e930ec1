/**
 * One row is one line of JSON, except that NaN and the infinities are the bare words `NaN`, `Infinity` and `-Infinity`, as W&B's
 * clients write them (`core/internal/runhistory`, `ToExtendedJSON`). A diverged loss is what the user must see; `null` would hide it.
 */

/** A JSON value and the numbers that JSON lacks. */
export type LineValue = string | number | boolean | null | LineValue[] | { [key: string]: LineValue };

/** A row, or any other object of such values, by name. */
export type Row = { [key: string]: LineValue };

/** Writes a number as a line has it. */
export function formatNumber(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  return String(value);
}

/** Stands for a number that JSON lacks while JSON's own functions are at work. Random, so that no text can spell it. */
const makeMark = () => `\uE000${Math.random()}:`;

/**
 * Writes a value as one line. The value must be free of cycles; what JSON leaves out (functions, undefined) is left out here too.
 *
 * @example formatLine({ loss: NaN }) // '{"loss":NaN}'
 */
export function formatLine(value: unknown): string {
  let mark: string | null = null;
  const text = JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'number' || Number.isFinite(inner)) return inner;
    mark ??= makeMark();
    return mark + String(inner);
  });
  return mark === null ? text : ['NaN', 'Infinity', '-Infinity'].reduce((line, word) => line.replaceAll(`"${mark}${word}"`, word), text);
}

// A string, or one of the three bare words where a value may stand. A string without an end reaches to that of the text: to look for another at each of its
// escaped quotes would take the square of its length.
const STRING_OR_WORD = /"[^"\\]*(?:\\[^][^"\\]*)*"?|(?<=^|[[,:\s])(?:-?Infinity|NaN)(?=$|[\],}\s])/g;

/**
 * Reads a line, bare `NaN` and infinities included.
 *
 * @throws SyntaxError when the text is not a line.
 * @example parseLine('{"loss":NaN}') // { loss: NaN }
 */
export function parseLine(text: string): LineValue {
  if (!text.includes('NaN') && !text.includes('Infinity')) return JSON.parse(text) as LineValue;
  let words = 0;
  // 1e999 is Infinity to every JSON parser; NaN has no such spelling and travels as a string.
  const mark = makeMark();
  const json = text.replace(STRING_OR_WORD, (token) => {
    if (token.startsWith('"')) return token;
    words++;
    if (token === 'NaN') return `"${mark}"`;
    return token === 'Infinity' ? '1e999' : '-1e999';
  });
  if (words === 0) return JSON.parse(text) as LineValue;
  return JSON.parse(json, (_key, value: unknown) => (value === mark ? NaN : value)) as LineValue;
}

/** Reads a line that must hold an object: a row, a summary, a config. */
export function parseRow(text: string): Row {
  const value = parseLine(text);
  if (!isRow(value)) throw new SyntaxError('The line is not a JSON object.');
  return value;
}

/** Whether a value is an object with keys: no list, and not null. What its values are is for the caller to look at, where they come from strangers. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { randomUUID } from 'node:crypto';
import { parseRow, type Row } from '../../wire/index';

/** Stands before an integer that has become a string. Random, so that no text of a client can begin with it. */
const MARK = `\uE000${randomUUID()}:`;

const LONG_INTEGER = /(?<![\d.])\d{16}/;
const MARKED_INTEGER = new RegExp(`"${MARK}(-?\\d+)"`, 'g');
// A string without an end reaches to that of the text, as in `parseLine`.
const STRING_OR_NUMBER = /"[^"\\]*(?:\\[^][^"\\]*)*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Reads a row like `parseRow`, but loses no digit of integers beyond 2^53, which W&B's clients log: they become texts,
 * and `restoreIntegers` makes numbers of them when the answer is written.
 *
 * @throws SyntaxError when the text is not a row.
 */
export function parseExactRow(text: string): Row {
  if (!LONG_INTEGER.test(text)) return parseRow(text);
  return parseRow(
    text.replace(STRING_OR_NUMBER, (token) =>
      /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${MARK}${token}"` : token,
    ),
  );
}

/** Turns the marked integers in a string of JSON back into numbers. */
export function restoreIntegers(json: string): string {
  return json.includes(MARK) ? json.replaceAll(MARKED_INTEGER, '$1') : json;
}

import { formatLine, isRow, type LineValue, type Row } from '../../wire/index';
import { parseExactRow, restoreIntegers } from './exact-line';

/**
 * The summary of a run after one of its writers has sent its own. Where the run has what this writer said last, it
 * takes what the writer says now, word for word; else what has changed is laid over it: a value of a later row stands,
 * and what another has set stays.
 *
 * @param run the run's summary, as JSON text.
 * @param before what the writer has sent last; null for the first time.
 * @throws SyntaxError when a summary is not a row.
 */
export function summaryAfter(run: string, before: string | null, now: string): string {
  if (run === (before ?? '{}')) return now;
  const target = parseExactRow(run);
  const next = parseExactRow(now);
  const isLater = timeOf(next) >= timeOf(target);
  lay(target, before === null ? {} : parseExactRow(before), next, isLater);
  return restoreIntegers(formatLine(target));
}

function lay(target: Row, before: Row, now: Row, isLater: boolean): void {
  for (const [key, value] of Object.entries(now)) {
    const old = own(before, key);
    const there = own(target, key);
    if (isPlain(value) && isPlain(there)) lay(there, isPlain(old) ? old : {}, value, isLater);
    else if (there === undefined || isSame(there, old) || (isLater && !isSame(value, old))) set(target, key, value);
  }
  for (const [key, old] of Object.entries(before)) {
    if (own(now, key) === undefined && isSame(own(target, key), old)) delete target[key];
  }
}

/** A summary that has no time was set by hand, just now. */
function timeOf(summary: Row): number {
  const time = own(summary, '_timestamp');
  return typeof time === 'number' ? time : Infinity;
}

function own(row: Row, key: string): LineValue | undefined {
  return Object.hasOwn(row, key) ? row[key] : undefined;
}

/** Not `=`, for the key may be "__proto__". */
function set(row: Row, key: string, value: LineValue): void {
  Object.defineProperty(row, key, { value, enumerable: true, configurable: true, writable: true });
}

function isSame(a: LineValue | undefined, b: LineValue | undefined): boolean {
  return a !== undefined && b !== undefined && formatLine(a) === formatLine(b);
}

/** Not a media value, which is one thing. */
function isPlain(value: LineValue | undefined): value is Row {
  return isRow(value) && !('_type' in value);
}

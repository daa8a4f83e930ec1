import { formatLine, type LineValue } from '../../../wire/index';
import { cellText, shownText } from './cell-text';
import type { TableContent } from './logged-table';

/**
 * Rows as CSV (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe before it: it may come from
 * anybody. Numbers have all of their digits, and times are written out.
 */
export function writeCsv({ columns, rows, isTime }: TableContent, chosen: Uint32Array): string {
  const lines = [columns.map(csvField).join(',')];
  const fieldOf = (cell: LineValue, column: number) => csvField(isTime[column] ? shownText(cell, true) : cell);
  for (const row of chosen) lines.push(rows[row]!.map(fieldOf).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function csvField(cell: LineValue): string {
  const text = cellText(cell);
  const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as JSON, in W&B's form. What JSON lacks are strings: "NaN", "Infinity" and "-Infinity". */
export function writeJson({ columns, rows }: TableContent, chosen: Uint32Array): string {
  const lines = Array.from(chosen, (row) => formatLine(rows[row]!.map((cell) => jsonValue(cell, 0))));
  return `{"columns":${formatLine(columns)},"data":[\n${lines.join(',\n')}\n]}\n`;
}

/** A file may nest deeper than the stack is. */
const DEEPEST = 64;

function jsonValue(value: LineValue, depth: number): LineValue {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '…';
  if (Array.isArray(value)) return value.map((item) => jsonValue(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, jsonValue(inner, depth + 1)]));
}

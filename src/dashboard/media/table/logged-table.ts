import { isRow, parseLineExactly, type LineValue } from '../../../wire/index';

/** What a row says of a table. */
export interface LoggedTable {
  /** The file of the run that holds it. */
  path: string;
  /** Only the rows that are new at this step. */
  isIncrement: boolean;
}

/** Reads a logged value; null when it is not a table with a file. */
export function readTable(value: LineValue | undefined): LoggedTable | null {
  if (!isRow(value)) return null;
  const { _type: type, path } = value;
  const isIncrement = type === 'incremental-table-file';
  return (type === 'table-file' || isIncrement) && typeof path === 'string' ? { path, isIncrement } : null;
}

/** The content of a table's file. Each row has as many cells as there are columns. */
export interface TableContent {
  columns: string[];
  /** Columns of numbers, with nothing else in them than null. */
  isNumeric: boolean[];
  rows: LineValue[][];
}

/**
 * Reads the file of a table, by whatever client it is written, without losing a digit. What a row has too many or too
 * few is evened out.
 *
 * @throws SyntaxError when it is not the file of a table.
 */
export function parseTable(text: string): TableContent {
  const file = parseLineExactly(text);
  const { columns, data } = isRow(file) ? file : {};
  if (!Array.isArray(columns) || !Array.isArray(data)) throw new SyntaxError('It has no columns, or no rows.');
  const isWhole = (row: LineValue) => Array.isArray(row) && row.length === columns.length;
  const rows = (data.every(isWhole) ? data : data.map((row) => evenOut(row, columns.length))) as LineValue[][];
  return {
    // Python's columns may be numbered.
    columns: columns.map((column) => (typeof column === 'string' ? column : cellText(column))),
    isNumeric: columns.map((_, column) => isNumeric(rows, column)),
    rows,
  };
}

function evenOut(row: LineValue, length: number): LineValue[] {
  const cells = Array.isArray(row) ? row : [row];
  return Array.from({ length }, (_, column) => cells[column] ?? null);
}

function isNumeric(rows: readonly LineValue[][], column: number): boolean {
  let isAny = false;
  for (const row of rows) {
    const type = typeof row[column];
    if (type === 'number' || type === 'bigint') isAny = true;
    else if (row[column] !== null) return false;
  }
  return isAny;
}

/** A cell as text: every digit of a number, an object as JSON. Empty for null. */
export function cellText(cell: LineValue | undefined): string {
  if (typeof cell === 'string') return cell;
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? nestedText(cell, 0) : String(cell);
}

/** A file may nest deeper than the stack is. */
const DEEPEST = 64;

function nestedText(value: LineValue, depth: number): string {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? JSON.stringify(value) : String(value);
  if (depth >= DEEPEST) return '…';
  if (Array.isArray(value)) return `[${value.map((item) => nestedText(item, depth + 1)).join(',')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${nestedText(item, depth + 1)}`);
  return `{${entries.join(',')}}`;
}

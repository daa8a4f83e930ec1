import { isRow, parseLineExactly, type LineValue } from '../../../wire/index';
import { cellText, mediaIn } from './cell-text';

/** What a row says of a table. */
export interface LoggedTable {
  /** The file of the run that holds it. */
  path: string;
  /** Which it is of the increments of a table, whose file has only the rows that were new; null for a whole table. */
  increment: number | null;
  /** How many rows the client says that there are; 0 where it says nothing. */
  rows: number;
  /** Where W&B's client keeps it with the media in its cells, of which it writes only the kind into the run's file. */
  artifact: { client: string; entry: string } | null;
}

/** Reads a logged value; null when it is not a table with a file. */
export function readTable(value: LineValue | undefined): LoggedTable | null {
  if (!isRow(value)) return null;
  const { _type: type, path, increment_num: num, nrows, artifact_path: address } = value;
  const isIncrement = type === 'incremental-table-file';
  if ((type !== 'table-file' && !isIncrement) || typeof path !== 'string') return null;
  const found = typeof address === 'string' ? /^wandb-client-artifact:\/\/([^/]+)\/(.+)$/.exec(address) : null;
  const [, client, entry] = found ?? [];
  return {
    path,
    increment: isIncrement ? countIn(num) : null,
    rows: countIn(nrows),
    artifact: client && entry ? { client, entry } : null,
  };
}

function countIn(value: LineValue | undefined): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}

/**
 * The tables that make up the one of a step: itself, or, of increments, those since the first. One that was logged
 * twice with nothing new has the same file.
 */
export function partsOf(steps: readonly LoggedTable[], index: number): LoggedTable[] {
  let from = index;
  while (from > 0 && steps[from]?.increment && steps[from - 1]!.increment !== null) from--;
  const parts = steps.slice(from, index + 1);
  return parts.filter(({ path }, i) => path !== parts[i - 1]?.path);
}

/** The content of a table's file. Each row has as many cells as there are columns. */
export interface TableContent {
  columns: string[];
  /** Columns of numbers, with nothing else in them than null. */
  isNumeric: boolean[];
  /** Columns of times, in epoch milliseconds: W&B's `timestamp`. */
  isTime: boolean[];
  /** Columns with media in some cell. */
  isMedia: boolean[];
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
  const { columns, data, column_types: types } = isRow(file) ? file : {};
  if (!Array.isArray(columns) || !Array.isArray(data)) throw new SyntaxError('It has no columns, or no rows.');
  const isWhole = (row: LineValue) => Array.isArray(row) && row.length === columns.length;
  const rows = (data.every(isWhole) ? data : data.map((row) => evenOut(row, columns.length))) as LineValue[][];
  // Python's columns may be numbered.
  const names = columns.map((column) => (typeof column === 'string' ? column : cellText(column)));
  return tableOf(names, rows, timesIn(types, names));
}

function tableOf(columns: string[], rows: LineValue[][], times: boolean[]): TableContent {
  const isNumbers = columns.map((_, column) => isNumeric(rows, column));
  return {
    columns,
    isNumeric: isNumbers,
    isTime: times.map((isTime, column) => isTime && isNumbers[column]!),
    isMedia: columns.map((_, column) => rows.some((row) => mediaIn(row[column]).length > 0)),
    rows,
  };
}

/** The increments of a table as one. Their columns are those of the last. */
export function joinTables(parts: readonly TableContent[]): TableContent {
  const last = parts.at(-1)!;
  if (parts.length === 1) return last;
  const rows = parts.flatMap((part) => part.rows.map((row) => evenOut(row, last.columns.length)));
  return tableOf(last.columns, rows, last.isTime);
}

/** A table with the media of its cells, which another file of it has; other cells stay, since that one lacks NaN. */
export function withMedia(table: TableContent, other: TableContent): TableContent {
  if (other.rows.length !== table.rows.length || other.columns.length !== table.columns.length) return other;
  const rows = table.rows.map((row, i) =>
    row.map((cell, column) => (other.isMedia[column] ? other.rows[i]![column]! : cell)),
  );
  return { ...table, isMedia: other.isMedia, rows };
}

/** Which columns hold times, by the types beside the rows. */
function timesIn(types: LineValue | undefined, columns: readonly string[]): boolean[] {
  const map = isRow(types) && isRow(types['params']) ? types['params']['type_map'] : null;
  return columns.map((name) => isRow(map) && Object.hasOwn(map, name) && isTimestamp(map[name]));
}

function isTimestamp(type: LineValue | undefined): boolean {
  if (!isRow(type)) return false;
  const { wb_type: name, params } = type;
  const allowed = isRow(params) ? params['allowed_types'] : null;
  return name === 'timestamp' || (Array.isArray(allowed) && allowed.some((one) => isRow(one) && isTimestamp(one)));
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

import type { LineValue } from '../../../wire/index';
import { shownText } from './cell-text';
import type { TableContent } from './logged-table';

/** By which column the rows are sorted; null as they were logged. */
export interface ColumnOrder {
  column: number;
  descending: boolean;
}

const searchTexts = new WeakMap<TableContent, string[]>();

/** All that a row says, in small letters; made once, since a filter is typed letter by letter. */
function searchTextsOf(table: TableContent): string[] {
  const known = searchTexts.get(table);
  if (known) return known;
  // No cell holds the separator by chance, so that nothing is found across two cells.
  const textOf = (cell: LineValue, column: number) => shownText(cell, table.isTime[column]!);
  const texts = table.rows.map((row) => row.map(textOf).join('\u0000').toLowerCase());
  searchTexts.set(table, texts);
  return texts;
}

/** The numbers of the rows that have what is wanted in any cell, in their order. */
export function chooseRows(table: TableContent, wanted: string, order: ColumnOrder | null): Uint32Array {
  const text = wanted.trim().toLowerCase();
  let numbers = Uint32Array.from({ length: table.rows.length }, (_, row) => row);
  if (text !== '') {
    const texts = searchTextsOf(table);
    numbers = numbers.filter((row) => texts[row]!.includes(text));
  }
  return order ? sortRows(table, numbers, order) : numbers;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Null and NaN come last in both directions; equal ones stay as they were logged. */
function sortRows({ rows, isNumeric }: TableContent, numbers: Uint32Array, { column, descending }: ColumnOrder) {
  const sign = descending ? -1 : 1;
  const cell = (row: number) => rows[row]![column]!;
  const texts = isNumeric[column] ? null : rows.map((row) => shownText(row[column]!, false));
  return numbers.sort((one, other) => {
    const missing = Number(isMissing(cell(one))) - Number(isMissing(cell(other)));
    if (missing !== 0 || isMissing(cell(one))) return missing || one - other;
    const by = texts ? collator.compare(texts[one]!, texts[other]!) : compare(cell(one), cell(other));
    return sign * by || one - other;
  });
}

function isMissing(cell: LineValue): boolean {
  return cell === null || Number.isNaN(cell);
}

/** Numbers and bigints, which are compared without rounding. */
function compare(one: LineValue, other: LineValue): number {
  return one! < other! ? -1 : Number(one! > other!);
}

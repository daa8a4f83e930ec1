import { type MetricKind, isRow, loggedMediaOf, type Row } from '../../wire/index';

/** Deeper nesting than any logger means; what lies deeper stays in the line and has no column. */
const MAX_DEPTH = 16;

/**
 * Names every metric of a row: nested ones by their path, joined by dots. `number` is the value of those that are
 * numbers.
 */
export function eachMetric(
  row: Row,
  visit: (key: string, kind: MetricKind, number: number) => void,
  prefix = '',
  depth = 0,
): void {
  // Not `Object.entries`, which makes a list for every row.
  for (const name in row) {
    const value = row[name]!;
    const key = prefix + name;
    if (typeof value === 'number') visit(key, 'number', value);
    else if (typeof value === 'string') visit(key, 'text', NaN);
    else if (typeof value === 'boolean') visit(key, 'boolean', NaN);
    else if (Array.isArray(value)) visit(key, 'list', NaN);
    else if (!isRow(value)) continue;
    else if (typeof value['_type'] === 'string') visit(key, loggedMediaOf(value['_type']), NaN);
    else if (depth < MAX_DEPTH) eachMetric(value, visit, `${key}.`, depth + 1);
  }
}

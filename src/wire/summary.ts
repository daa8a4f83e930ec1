import type { LineValue, Row } from './line';

/**
 * Folds one row into a summary: the last value of each key stands, nested objects merge leaf by leaf, a media value
 * (an object with `_type`) is replaced whole (W&B, `core/internal/runsummary`). Changes and returns `summary`, and keeps no nested object of `row`.
 */
export function foldRow(summary: Row, row: Row): Row {
  for (const [key, value] of Object.entries(row)) {
    const old = Object.hasOwn(summary, key) ? summary[key] : undefined;
    // `defineProperty` and not `=`: a metric may be called "__proto__".
    const next = isPlain(value) ? foldRow(isPlain(old) ? old : {}, value) : value;
    Object.defineProperty(summary, key, { value: next, enumerable: true, configurable: true, writable: true });
  }
  return summary;
}

function isPlain(value: LineValue | undefined): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('_type' in value);
}

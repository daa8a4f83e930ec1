import { isRow, type LineValue, type Row } from '../../wire/index';

/**
 * As deep as the server names metrics. What lies deeper is one value: whoever goes further down needs more stack than
 * there may be.
 */
const MAX_DEPTH = 16;

/**
 * The leaves of a nested object by their path, joined by dots as the server joins the names of nested metrics. Lists
 * and media values (objects with `_type`) are leaves. Keys that clients keep for themselves (`_step`, `_wandb`) are
 * left out.
 */
export function leavesOf(row: Row): Map<string, LineValue> {
  const leaves = new Map<string, LineValue>();
  const visit = (inner: Row, prefix: string, depth: number) => {
    for (const [key, value] of Object.entries(inner)) {
      if (prefix === '' && key.startsWith('_')) continue;
      if (isBranch(value, depth)) visit(value, `${prefix}${key}.`, depth + 1);
      else leaves.set(prefix + key, value);
    }
  };
  visit(row, '', 0);
  return leaves;
}

/** Whether a value has leaves of its own; `depth` is how many keys lie above that of the value. */
export function isBranch(value: LineValue, depth: number): value is Row {
  return depth < MAX_DEPTH && isRow(value) && !('_type' in value) && Object.keys(value).length > 0;
}

import type { LineValue, Row } from '../../wire';

/**
 * The leaves of a nested object by their path, joined by dots as the server joins the names of nested metrics. Lists and
 * media values (objects with `_type`) are leaves. Keys that clients keep for themselves (`_step`, `_wandb`) are left out.
 */
export function leavesOf(row: Row): Map<string, LineValue> {
  const leaves = new Map<string, LineValue>();
  const visit = (inner: Row, prefix: string) => {
    for (const [key, value] of Object.entries(inner)) {
      if (prefix === '' && key.startsWith('_')) continue;
      if (isBranch(value)) visit(value, `${prefix}${key}.`);
      else leaves.set(prefix + key, value);
    }
  };
  visit(row, '');
  return leaves;
}

function isBranch(value: LineValue): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('_type' in value) && Object.keys(value).length > 0;
}

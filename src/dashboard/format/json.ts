import type { LineValue } from '../../wire/index';

/**
 * Writes a value as JSON, to be read or compared. Runs may log values that are nested too deep for `JSON.stringify`: of
 * these, only an ellipsis.
 */
export function jsonOf(value: LineValue | undefined): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '…';
  }
}

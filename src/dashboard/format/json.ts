import type { LineValue } from '../../wire/index';

/**
 * Writes a value as JSON, to be read or compared. Of what is nested deeper than JSON is written, which the run decides,
 * only an ellipsis.
 */
export function jsonOf(value: LineValue | undefined): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '…';
  }
}

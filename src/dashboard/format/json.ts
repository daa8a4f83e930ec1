import { formatLine, type LineValue } from '../../wire/index';

/**
 * Writes a value as JSON, to be read or compared: NaN and the digits of long integers as they were logged. Runs may log
 * values that are nested too deep to be written: of these, only an ellipsis.
 */
export function jsonOf(value: LineValue | undefined): string {
  try {
    return formatLine(value);
  } catch {
    return '…';
  }
}

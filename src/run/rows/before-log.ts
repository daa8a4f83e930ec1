import { messageOf } from '../../wire/index';
import type { InitOptions } from '../options';
import type { Tally } from '../status/tally';

/** Shows a row to the page's own `beforeLog`. Null when the row is to be kept out, which is counted. */
export function lookAt(
  data: Record<string, unknown>,
  beforeLog: NonNullable<InitOptions['beforeLog']>,
  tally: Tally,
): Record<string, unknown> | null {
  try {
    const row = beforeLog(data);
    if (typeof row === 'object' && row !== null) return row;
    tally.drop('withheld', 'beforeLog kept a row out');
  } catch (error) {
    // A redaction that fails must not let through what it was to redact.
    tally.drop('withheld', `beforeLog failed, so the row was kept out: ${messageOf(error)}`);
  }
  return null;
}

import { messageOf } from '../../wire/index';
import { describe, isPlainObject } from '../../values/index';
import type { InitOptions } from '../options';
import type { StatusReporter } from '../status/status-reporter';

/** Shows a row to the page's own `beforeLog`. Null when the row is to be kept out, which is counted. */
export function lookAt(
  data: Record<string, unknown>,
  beforeLog: NonNullable<InitOptions['beforeLog']>,
  reporter: StatusReporter,
): Record<string, unknown> | null {
  try {
    const row: unknown = beforeLog(data);
    if (isPlainObject(row)) return row;
    reporter.drop('withheld', whyNot(row));
  } catch (error) {
    // A redaction that fails must not let through what it was to redact.
    reporter.drop('withheld', `beforeLog failed, so the row was kept out: ${messageOf(error)}`);
  }
  return null;
}

function whyNot(row: unknown): string {
  if (row === null) return 'beforeLog kept a row out';
  if (typeof (row as Partial<Promise<unknown>> | undefined)?.then === 'function')
    return 'beforeLog must not be async: its row was kept out';
  return `beforeLog returned ${describe(row)}; return the row, or null to keep it out`;
}

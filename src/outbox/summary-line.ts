import { foldRow, formatLine } from '../wire/index';
import type { OwedRun } from './ledger';

/** The summary as the backend shows it, as a line: what was set by hand wins over what was logged. */
export function summaryLine({
  summaryLine,
  summary,
  pinned,
}: Pick<OwedRun, 'summaryLine' | 'summary' | 'pinned'>): string {
  return summaryLine ?? formatLine(foldRow(structuredClone(summary), pinned));
}

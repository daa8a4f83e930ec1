import { STREAM_NAMES, wallTime, type Alert, type Row, type RunRecord, type StreamName } from '../wire/index';
import { putFile, type RunFile } from './files';
import type { JournaledRun } from './journaled-run';
import { putLines, takeBackClosedRow, type NumberedLines } from './lines';
import type { Transaction } from './storage';

/** What one batch brings: all of it is written in one transaction, or none. */
export interface JournalEntry {
  /** Counts what a page says. Of the state of the run, the greatest number knows best. */
  sequence: number;
  /** A page that has no new lines still says how many it has given: its state rests on them. */
  streams: { [stream in StreamName]?: NumberedLines };
  /** The media of its lines. */
  files: RunFile[];
  /** Files by themselves. */
  saved?: RunFile[] | undefined;
  /** The step of the next row. */
  step: number;
  openRow: string | null;
  /** What has changed of the record, if anything. */
  record?: Partial<RunRecord> | undefined;
  pinned?: Row | undefined;
  alerts?: Alert[] | undefined;
  /** When the page said so, in Unix milliseconds; default: now. */
  saidAt?: number | undefined;
}

/**
 * Writes an entry, which may be older than one that is written already: Chromium (seen with 156) lets a closed page and
 * its worker run on for some milliseconds, and they may write after the page's last words what is a part of them.
 *
 * Lines are known by their numbers, so of them whatever is missing is taken, however old the entry is. The state of the
 * run (record, summary, open row) is taken only from an entry that is newer than the last one.
 */
export async function putEntry(transaction: Transaction, run: JournaledRun, entry: JournalEntry): Promise<void> {
  const isNews = entry.sequence > run.sequence;
  const { history } = entry.streams;
  const fillsRow = isNews && entry.openRow !== null;
  if (run.closedRow !== null && (fillsRow || endOf(history) > run.closedRow)) await takeBackClosedRow(transaction, run);
  // A page that is back gives rows with their pictures of which its last words stand: no line names these.
  const stands = endsBy(history, run.next.history);
  for (const stream of STREAM_NAMES) {
    const numbered = entry.streams[stream];
    if (numbered) await putLines(transaction, run, stream, numbered);
  }
  for (const alert of entry.alerts ?? []) noteAlert(run, alert);
  if (!isNews) return;
  for (const file of [...(stands ? [] : entry.files), ...(entry.saved ?? [])]) await putFile(transaction, run, file);
  applyState(run, entry);
}

/** The number of the line after these. */
function endOf(numbered: NumberedLines | undefined): number {
  return numbered ? numbered.offset + numbered.lines.length : 0;
}

/** Whether there are lines, and all of them lie before this number. */
export function endsBy(numbered: NumberedLines | undefined, end: number): boolean {
  return numbered !== undefined && numbered.lines.length > 0 && endOf(numbered) <= end;
}

/** What an entry says of the run beside its lines. */
function applyState(run: JournaledRun, { sequence, step, openRow, record, pinned, saidAt }: JournalEntry): void {
  run.sequence = sequence;
  run.step = step;
  run.openRow = openRow;
  if (record || pinned) run.revision++;
  if (record) Object.assign(run.record, record);
  if (pinned) run.pinned = pinned;
  run.updatedAt = saidAt ?? wallTime();
}

/**
 * An alert waits to be sent, unless one of its title was there a short time ago: before a reload, or the same given
 * twice.
 */
function noteAlert(run: JournaledRun, alert: Alert): void {
  const last = run.alertedAt[alert.title];
  // What lies in the future was noted before the clock was set back: it is not a reason to keep quiet until then.
  if (last !== undefined && last <= wallTime() && alert.at < last + alert.waitDuration) return;
  if (last === alert.at) return;
  run.alertedAt[alert.title] = alert.at;
  run.alerts.push(alert);
}

import {
  aggregateBy,
  foldLine,
  formatLine,
  rowIn,
  STREAM_NAMES,
  type Aggregate,
  type LineCounts,
  type Row,
  type StreamName,
} from '../../wire/index';
import type { Delivery, NumberedLines } from '../../backend/backend';
import type { OwedRun } from '../ledger';

/**
 * How much text the outbox puts into one delivery. 5,000 short rows fit, and a phone still uploads it in seconds.
 */
export const PARCEL_BYTES = 1024 * 1024;

/** What goes into one delivery, and what may be crossed off when it is acknowledged. */
export interface Parcel {
  streams: NonNullable<Delivery['streams']>;
  acknowledged: LineCounts;
  summary: Row;
  counts: OwedRun['counts'];
  lineCount: number;
  /** Of the lines alone. */
  bytes: number;
  /** Whether a limit kept lines out. */
  isFull: boolean;
}

export interface ParcelLimits {
  bytes: number;
  lines: number;
}

/** Packs the next lines of a run, in order, and folds the summary that they lead to. Null when there are none. */
export function packParcel(
  run: OwedRun,
  owed: Partial<Record<StreamName, NumberedLines>>,
  limits: ParcelLimits,
): Parcel | null {
  const acknowledged = { ...run.acknowledged };
  const streams: Parcel['streams'] = {};
  let bytes = 0;
  let lineCount = 0;
  let isFull = false;
  for (const stream of STREAM_NAMES) {
    const numbered = owed[stream];
    if (!numbered) continue;
    const lines: string[] = [];
    for (const line of numbered.lines) {
      // At least one line goes, however long it is.
      if (lineCount > 0 && (bytes + line.length > limits.bytes || lineCount >= limits.lines)) {
        isFull = true;
        break;
      }
      lines.push(line);
      bytes += line.length;
      lineCount++;
    }
    if (lines.length === 0) continue;
    streams[stream] = { offset: run.base![stream] + numbered.offset, lines };
    acknowledged[stream] = numbered.offset + lines.length;
  }
  if (lineCount === 0) return null;
  const counts = { ...run.counts };
  const rows = streams.history?.lines ?? [];
  const summary = run.summaryLine ? run.summary : foldLines(run.summary, rows, aggregateBy(run.record.metrics, counts));
  return { streams, acknowledged, summary, counts, lineCount, bytes, isFull };
}

function foldLines(summary: Row, lines: string[], aggregate: Aggregate | undefined): Row {
  const folded = structuredClone(summary);
  for (const line of lines) foldLine(folded, line, aggregate);
  return folded;
}

/** What remains of a row that the backend refuses as too large: its place in step and time. */
export function emptyRow(line: string): string {
  // A line of another stream, or one that nobody can read, has no place to keep.
  const row = rowIn(line) ?? {};
  return formatLine(
    Object.fromEntries(['_step', '_runtime', '_timestamp'].filter((key) => key in row).map((key) => [key, row[key]])),
  );
}

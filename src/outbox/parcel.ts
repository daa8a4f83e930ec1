import {
  aggregateBy,
  foldRow,
  formatLine,
  parseRow,
  parseRowExactly,
  STREAM_FILES,
  STREAM_NAMES,
  SUMMARY_FILE,
  type Aggregate,
  type FileStreamRequest,
  type LineCounts,
  type Row,
  type StreamName,
} from '../wire/index';
import type { NumberedLines } from '../journal/index';
import type { OwedRun } from './ledger';

/**
 * How much text the outbox puts into one file_stream request. 5,000 short rows fit, and a phone still uploads it in
 * seconds.
 */
export const PARCEL_BYTES = 1024 * 1024;

/** What goes into one request, and what may be crossed off when it is acknowledged. */
export interface Parcel {
  files: NonNullable<FileStreamRequest['files']>;
  acknowledged: LineCounts;
  summary: Row;
  counts: OwedRun['counts'];
  lineCount: number;
  /** Of the lines. */
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
  const files: NonNullable<FileStreamRequest['files']> = {};
  let bytes = 0;
  let lineCount = 0;
  let isFull = false;
  for (const stream of STREAM_NAMES) {
    const numbered = owed[stream];
    if (!numbered) continue;
    const content: string[] = [];
    for (const line of numbered.lines) {
      // At least one line goes, however long it is.
      if (lineCount > 0 && (bytes + line.length > limits.bytes || lineCount >= limits.lines)) {
        isFull = true;
        break;
      }
      content.push(line);
      bytes += line.length;
      lineCount++;
    }
    if (content.length === 0) continue;
    files[STREAM_FILES[stream]] = { offset: run.base![stream] + numbered.offset, content };
    acknowledged[stream] = numbered.offset + content.length;
  }
  if (lineCount === 0) return null;
  const counts = { ...run.counts };
  const rows = files[STREAM_FILES.history]?.content ?? [];
  const summary = run.summaryLine ? run.summary : foldLines(run.summary, rows, aggregateBy(run.record.metrics, counts));
  return { files, acknowledged, summary, counts, lineCount, bytes, isFull };
}

/** The summary as a file of a request: one line, replaced as a whole. */
export function summaryFile({ summaryLine, summary, pinned }: OwedRun): NonNullable<FileStreamRequest['files']> {
  return { [SUMMARY_FILE]: { offset: 0, content: [summaryLine ?? formatSummary(summary, pinned)] } };
}

/** The summary as the backend shows it: what was set by hand wins over what was logged. */
export function formatSummary(summary: Row, pinned: Row): string {
  return formatLine(foldRow(structuredClone(summary), pinned));
}

function foldLines(summary: Row, lines: string[], aggregate: Aggregate | undefined): Row {
  const folded = structuredClone(summary);
  for (const line of lines) {
    try {
      foldRow(folded, parseRowExactly(line), aggregate);
    } catch (error) {
      // A line that cannot be read has nothing for the summary, and must not hold up the others.
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return folded;
}

/** What remains of a row that the backend refuses as too large: its place in step and time. */
export function emptyRow(line: string): string {
  let row: Row;
  try {
    row = parseRow(line);
  } catch {
    // A line of another stream, or one that nobody can read, has no place to keep.
    return '{}';
  }
  return formatLine(
    Object.fromEntries(['_step', '_runtime', '_timestamp'].filter((key) => key in row).map((key) => [key, row[key]])),
  );
}

/**
 * A run as a file: gzip of JSON lines. The first line is an {@link ArchiveHeader}; then come {@link ArchiveLines},
 * stream by stream, and {@link ArchiveFile}s. Numbers of lines are those of the journal that it comes from.
 */
import { MAX_REQUEST_BYTES } from './limits';
import type { Row } from './line/line';
import type { RunRecord } from './run/run-record';
import type { LineCounts } from './line/stream';

/** Rises when a reader of the format before would misread it. */
export const ARCHIVE_VERSION = 1;

export const ARCHIVE_SUFFIX = '.spoor';

/** The most that a line of the file takes: a row of the largest size, escaped. */
export const MAX_ARCHIVE_LINE_BYTES = MAX_REQUEST_BYTES;

/** Written by `formatLine`. */
export interface ArchiveHeader {
  /** The version of the format. */
  spoor: number;
  /** The version of Spoor that wrote it. */
  version: string;
  run: ArchivedRun;
}

/*
 * What is read of a run as its journal had it, field by field: files that people have keep their names, whatever a
 * field is called in the program later. So these types are written out, and borrow none of its own.
 */

/** How a metric is to be read. */
export interface ArchivedMetric {
  name: string;
  stepMetric: string | null;
  stepSync: boolean;
  hidden: boolean;
  summary: ('min' | 'max' | 'mean' | 'best' | 'last' | 'none' | 'copy' | 'first')[];
  goal: 'minimize' | 'maximize' | null;
  isDefined: boolean;
}

export interface ArchivedRecord {
  id: string;
  project: string;
  entity: string | null;
  baseUrl: string;
  name: string | null;
  notes: string | null;
  tags: string[] | null;
  group: string | null;
  jobType: string | null;
  config: Row;
  metrics: ArchivedMetric[];
  singletons?: { [type: string]: Row } | undefined;
  sweepId: string | null;
  forkedFrom?: { run: string; step: number } | undefined;
  client: Row;
  /** Unix time in milliseconds. */
  startTime: number;
}

export interface ArchivedAlert {
  title: string;
  text: string;
  level: 'INFO' | 'WARN' | 'ERROR';
  /** Milliseconds. */
  waitDuration: number;
  /** Unix time in milliseconds. */
  at: number;
}

export interface ArchivedCounts {
  history: number;
  events: number;
  output: number;
}

export interface ArchivedRun {
  record: ArchivedRecord;
  /** Who the run is to the server that it was sent to; null when it never reached one. */
  identity: { storageId: string; entity: string; project: string; displayName: string | null } | null;
  /** Lines below are not in the file: that server has them. */
  acknowledged: ArchivedCounts;
  /** The number of the line after the last one. */
  next: ArchivedCounts;
  /** Where line 0 stands on the server; null when the browser does not know, and then `origin` names the lines. */
  base: ArchivedCounts | null;
  origin?: string | undefined;
  /** The row that was still being filled: line `next.history`, as far as it had come. */
  openRow: string | null;
  /** Folded from the acknowledged lines, with the counts of means; `pinned` was set by hand and wins. */
  summary: Row;
  counts: { [metric: string]: number };
  pinned: Row;
  /** Those that the server had not been told of. */
  alerts: ArchivedAlert[];
  /** Null when the run has not ended. */
  exitCode: number | null;
  /** The last sign of life of the run's page; Unix time in milliseconds. */
  updatedAt: number;
}

/** Lines of a stream, word for word, joined by line breaks. */
export interface ArchiveLines {
  stream: keyof ArchivedCounts;
  offset: number;
  text: string;
}

/** A file, or a part of it; the parts of one follow one another. */
export interface ArchiveFile {
  file: string;
  type: string;
  /** Of the whole file, in bytes. */
  size: number;
  /** Where the part begins, in bytes. */
  offset: number;
  base64: string;
}

/** What an import has added: nothing, when the server had it all. */
export interface ImportAnswer {
  entity: string;
  project: string;
  run: string;
  lines: number;
  files: number;
  /**
   * Lines that are neither in the file nor on the server: they were delivered to another server, and are gone from the
   * browser.
   */
  missing: number;
}

/** Where line 0 of each origin stands on the server. */
export type Origins = { [origin: string]: LineCounts };

/**
 * Notes in a run's record where the lines of its origins begin; the server keeps it in the config, as `_wandb.origins`.
 * So an archive that was made offline and the browser that it comes from do not number the same lines twice, whichever
 * is there first.
 */
export function withOrigins<R extends Pick<RunRecord, 'client'>>(record: R, origins: Origins | undefined): R {
  return origins ? { ...record, client: { ...record.client, origins: { ...origins } } } : record;
}

import {
  mergeSingletons,
  NO_LINES,
  runKey,
  STREAM_NAMES,
  parseRow,
  wallTime,
  type Alert,
  type ForkPoint,
  type LineCounts,
  type Origins,
  type Row,
  type RunIdentity,
  type RunRecord,
} from '../wire/index';

/** What the journal knows of one run. All line numbers count from the first line that this journal wrote. */
export interface JournaledRun {
  readonly key: string;
  record: RunRecord;
  /** Who may append: made anew each time that a page opens the run. */
  writer: string;
  /** The `sequence` of the entry of this writer that knew best. */
  sequence: number;
  /** Bytes of lines and files that wait here; about, because a string's characters count as one each. */
  waitingBytes: number;
  /** How many files it has had. */
  files?: number;
  /**
   * The writer before this one, and where its lines end: it may give them again, for a browser that is killed forgets
   * that last words were removed.
   */
  before?: { writer: string; end: number } | undefined;
  /** The number of the next line of each stream. */
  next: LineCounts;
  /** Lines below are acknowledged by the backend, and gone from the journal. */
  acknowledged: LineCounts;
  /** Where our first line would stand on the backend; null until the backend has been asked. */
  base: LineCounts | null;
  /** Names the lines in files that were made of the run while `base` was null. */
  origin?: string | undefined;
  /** What the backend has said of origins: of this one, once it is known, and of other browsers'. */
  origins?: Origins | undefined;
  /**
   * How much of the run that this one is forked from goes to the backend first: its rows below `end`, all that this
   * journal had.
   */
  parent?: { key: string; end: number } | undefined;
  /** The step that the next row gets. */
  step: number;
  /** The row that is still being filled, as a line; it is a row of its own when its page does not come back. */
  openRow: string | null;
  /**
   * The number of the row that was closed because its page was taken for gone; null when there is none, or its page has
   * ended it itself.
   */
  closedRow: number | null;
  /** Counts how often a line was replaced. */
  replacements: number;
  /** Folded from the acknowledged lines; `pinned` was set by hand and wins. */
  summary: Row;
  pinned: Row;
  /** How many values the metrics have had whose mean the summary keeps. */
  counts: { [metric: string]: number };
  /** Alerts that the backend has not been told of; and when each title was last used, in Unix milliseconds. */
  alerts: Alert[];
  alertedAt: { [title: string]: number };
  /** Counts changes of `record` and `pinned`, and how far the backend has them. */
  revision: number;
  sentRevision: number;
  /** Who the run is to the backend, as it has answered. */
  identity: RunIdentity | null;
  exitCode: number | null;
  exitSent: boolean;
  /** Unix time in milliseconds of the last sign of life of the run's page. */
  updatedAt: number;
  /** The `updatedAt` that the backend was told as the last one, when the page was gone without an end. */
  interruptedAt: number | null;
}

/** A run that nothing has been written of. */
export function newRun(record: RunRecord, writer: string, base: LineCounts | null): JournaledRun {
  return {
    key: runKey(record),
    record,
    writer,
    sequence: 0,
    waitingBytes: 0,
    next: { ...NO_LINES },
    acknowledged: { ...NO_LINES },
    base,
    step: record.forkedFrom ? record.forkedFrom.step + 1 : 0,
    openRow: null,
    closedRow: null,
    replacements: 0,
    summary: {},
    pinned: {},
    counts: {},
    alerts: [],
    alertedAt: {},
    revision: 1,
    sentRevision: 0,
    identity: null,
    exitCode: null,
    exitSent: false,
    updatedAt: wallTime(),
    interruptedAt: null,
  };
}

/**
 * What a fork at this step waits for of its parent. A row that is still being filled belongs to it when its step does.
 */
export function awaitedOf(
  { key, next, openRow }: JournaledRun,
  { step }: ForkPoint,
): NonNullable<JournaledRun['parent']> {
  const isFilled = openRow === null || Number(parseRow(openRow)['_step']) > step;
  return { key, end: next.history + (isFilled ? 0 : 1) };
}

/** A run that its page opens again: what it was stays, what the page says now is laid over it. */
export function reopenRun(known: JournaledRun, record: RunRecord, writer: string): JournaledRun {
  // With nothing on its way, another browser may have continued the run: the backend is asked again where its lines
  // end.
  const isThrough = STREAM_NAMES.every((stream) => known.acknowledged[stream] === known.next[stream]);
  const said = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null)) as Partial<RunRecord>;
  return {
    ...known,
    record: {
      ...known.record,
      ...said,
      config: { ...known.record.config, ...record.config },
      metrics: known.record.metrics,
      singletons: mergeSingletons(known.record.singletons, record.singletons),
      startTime: known.record.startTime,
    },
    writer,
    sequence: known.writer === writer ? known.sequence : 0,
    before: known.writer === writer ? known.before : { writer: known.writer, end: known.next.history },
    closedRow: known.writer === writer ? known.closedRow : null,
    ...(isThrough && { base: null, origin: undefined }),
    exitCode: null,
    exitSent: false,
    // The backend must hear of it: a finished run is running again.
    revision: known.revision + 1,
    updatedAt: wallTime(),
  };
}

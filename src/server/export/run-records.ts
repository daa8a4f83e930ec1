import { setImmediate } from 'node:timers/promises';
import { entriesOf, isRow, parseRow, rowIn, DEFAULT_ENTITY, type StreamName } from '../../wire/index';
import { readConsoleLine } from '../reading/console-line';
import { version } from '../files/package-folder';
import type { Line, ServerRun } from '../store/port/store';
import type { StoreView } from '../store/port/store-view';
import { clientRecords, configEntries } from './config';
import { ProtobufWriter } from './protobuf-writer';
import * as records from './records';
import type { Entry, RecordBody } from './records';

/** A page of lines has at most so many of them, and about so many letters: lines of ten megabytes come one by one. */
const PAGE_LINES = 1000;
const PAGE_LETTERS = 4_000_000;

/** What an export tells of while it goes on. */
export interface ExportListener {
  /** So many more lines have been read. */
  onLines?: (count: number) => void;
  /** A line that is not a JSON object has no place in a log, and is left out. */
  onUnreadable?: (stream: StreamName, line: number) => void;
}

/**
 * The run as the records of a log, in the order that `wandb sync` wants: what describes the run first, its end last.
 * Values go over as they are stored, as text. The run is taken as it was when it was looked up; lines are read page by
 * page. A log has no line numbers, so lines that are missing leave no gap: those that follow move up.
 */
export async function* runRecords(
  store: StoreView,
  run: ServerRun,
  { startTime, files }: { startTime: number; files: readonly string[] },
  listener: ExportListener = {},
): AsyncGenerator<Uint8Array> {
  const writer = new ProtobufWriter();
  let number = 0;
  for await (const body of bodies(store, run, startTime, files, listener))
    yield records.encodeRecord(writer, ++number, body);
}

async function* bodies(
  store: StoreView,
  run: ServerRun,
  startTime: number,
  files: readonly string[],
  { onLines, onUnreadable }: ExportListener,
): AsyncGenerator<RecordBody> {
  yield records.header(`spoor ${version}`);
  yield records.run({
    id: run.name,
    // The embedded server's own user is nobody elsewhere.
    entity: run.entity === DEFAULT_ENTITY ? null : run.entity,
    project: run.project,
    config: configEntries(run.config),
    group: run.group,
    jobType: run.jobType,
    name: run.displayName,
    notes: run.notes,
    tags: run.tags,
    sweep: run.sweep,
    host: run.host,
    startTime,
    repo: run.repo,
    commit: run.commit,
  });
  yield* clientRecords(run.config);
  for (const [stream, toBody] of [
    ['history', historyBody],
    ['events', eventBody],
    ['output', outputBody],
  ] as const) {
    for await (const page of pagesOf(store, run, stream)) {
      for (const { number, text } of page) {
        const body = toBody(text, startTime);
        if (body) yield body;
        else onUnreadable?.(stream, number);
      }
      onLines?.(page.length);
    }
  }
  yield records.summary(entriesOf(run.summary));
  if (files.length > 0) yield records.files(files);
  if (run.preempting) yield records.preempting();
  // Without this record the reader takes the run for one that was cut off, which is what a run without an end is.
  if (run.state !== 'running') yield records.exit(run.exitcode ?? (run.state === 'finished' ? 0 : 1), runtimeOf(run));
}

/** The lines of a stream that the run had when it was looked up. */
async function* pagesOf(store: StoreView, run: ServerRun, stream: StreamName): AsyncGenerator<Line[]> {
  const end = run.lineCounts[stream];
  for (let from = 0, limit = 8; from < end;) {
    const page = (await store.lines.range(run.id, stream, from, limit)).filter(({ number }) => number < end);
    if (page.length === 0) return;
    yield page;
    from = page.at(-1)!.number + 1;
    const letters = page.reduce((sum, { text }) => sum + text.length, 1);
    limit = Math.min(PAGE_LINES, limit * 2, Math.ceil((PAGE_LETTERS * page.length) / letters));
    // A million lines must not hold up what else the server has to do.
    await setImmediate();
  }
}

function historyBody(text: string): RecordBody | null {
  const entries = tryEntries(text);
  return entries && records.history(entries);
}

const EVENT_PREFIX = 'system.';

/** The reader writes `_wandb`, `_timestamp` and `_runtime` anew, and puts the prefix before every key. */
function eventBody(text: string, startTime: number): RecordBody | null {
  const entries = tryEntries(text);
  if (!entries) return null;
  const times = new Map(entries);
  const time = Number(times.get('_timestamp') ?? startTime + Number(times.get('_runtime') ?? 0));
  const measured = entries.filter(([key]) => !['_wandb', '_timestamp', '_runtime'].includes(key));
  return records.stats(
    isMoment(time) ? time : startTime,
    measured.map(([key, json]) => [key.startsWith(EVENT_PREFIX) ? key.slice(EVENT_PREFIX.length) : key, json]),
  );
}

function outputBody(line: string, startTime: number): RecordBody {
  const { text, timestamp, level } = readConsoleLine(line);
  const time = Date.parse(`${timestamp}Z`) / 1000;
  return records.outputRaw(level === 'error' ? 'stderr' : 'stdout', isMoment(time) ? time : startTime, `${text}\n`);
}

function tryEntries(text: string): Entry[] | null {
  try {
    return entriesOf(text);
  } catch {
    return null;
  }
}

/**
 * When the run began, in Unix seconds. No client tells the server; but each line has the time and the time since the
 * beginning.
 */
export async function startOf(store: StoreView, run: ServerRun): Promise<number> {
  // Of events a log keeps only the time: the reader works out the rest from here, so they come first.
  for (const stream of ['events', 'history'] as const) {
    const [first] = await store.lines.range(run.id, stream, 0, 1);
    const row = first ? (rowIn(first.text) ?? {}) : {};
    const start = Number(row['_timestamp']) - Number(row['_runtime']);
    if (isMoment(start)) return start;
  }
  return run.createdAt / 1000;
}

/** Whether a moment lies within the years that a protobuf `Timestamp` has, up to 9999. */
function isMoment(seconds: number): boolean {
  return seconds > 0 && seconds < 253_402_300_800;
}

function runtimeOf({ summary }: ServerRun): number {
  const row = parseRow(summary);
  const own = row['_wandb'];
  const seconds = Number((isRow(own) ? own['runtime'] : undefined) ?? row['_runtime'] ?? 0);
  return seconds > 0 && seconds < 2 ** 31 ? Math.floor(seconds) : 0;
}

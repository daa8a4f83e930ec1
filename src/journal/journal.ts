import { parseRow, SpoorError, STREAM_NAMES, type LineCounts, type Row, type RunRecord, type StreamName } from '../wire/index';
import { newRun, reopenRun, type JournaledRun } from './journaled-run';
import type { KeyRange, Storage, Transaction } from './storage';

/** What one append brings: all of it is written in one transaction, or none. */
export interface Entry {
  streams: { [stream in StreamName]?: NumberedLines };
  files: RunFile[];
  /** The step of the next row. */
  step: number;
  openRow: string | null;
  /** What has changed of the record, if anything. */
  record?: Partial<RunRecord> | undefined;
  pinned?: Row | undefined;
}

export interface NumberedLines {
  offset: number;
  lines: string[];
}

export interface RunFile {
  path: string;
  type: string;
  bytes: ArrayBuffer;
}

/**
 * The record of what was logged and is not yet acknowledged. Lines are kept in chunks, many to a record: a record for each row
 * is thirty times slower.
 */
export class Journal {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  get kind(): Storage['kind'] {
    return this.#storage.kind;
  }

  /**
   * Takes a run for a writer, and makes it if there is none. From then on other writers' appends are refused.
   *
   * @param base where a new run's lines begin on the backend; null when the backend must be asked.
   */
  claim(record: RunRecord, writer: string, base: LineCounts | null): Promise<JournaledRun> {
    const fresh = newRun(record, writer, base);
    return this.#write(async (transaction) => {
      const known = await load(transaction, fresh.key);
      const run = known ? reopenRun(known, record, writer) : fresh;
      // The same writer with a new worker goes on filling it.
      if (run.openRow && known?.writer !== writer) await commitOpenRow(transaction, run);
      await transaction.put('runs', run.key, run);
      return run;
    });
  }

  load(key: string): Promise<JournaledRun | undefined> {
    return this.#storage.transaction({ write: false }, (transaction) => load(transaction, key));
  }

  all(): Promise<JournaledRun[]> {
    return this.#storage.transaction({ write: false }, (transaction) => transaction.values('runs', null) as Promise<JournaledRun[]>);
  }

  /**
   * Writes an entry. Lines that stand already are passed over, so that an entry may be written twice; what was said with them is older than what stands.
   *
   * @throws SpoorError `run-taken` when another writer has taken the run and the lines are new, `storage-failed` when lines before these are missing.
   */
  append(key: string, writer: string, entry: Entry): Promise<JournaledRun> {
    return this.#write(async (transaction) => {
      const run = await load(transaction, key);
      if (!run || run.writer !== writer) {
        if (run && isBefore(run, writer, entry.streams.history)) return run;
        throw new SpoorError(
          'run-taken',
          `The run ${run?.record.id ?? ''} was opened by another page; rows logged here no longer reach it.`,
        );
      }
      const { history } = entry.streams;
      if (run.closedRow !== null && (entry.openRow !== null || endOf(history) > run.closedRow)) await takeBackClosedRow(transaction, run);
      // Last words that turn up again must not end the row that is open now.
      if (history && history.lines.length > 0 && endOf(history) <= run.next.history && entry.openRow === null) return run;
      for (const stream of STREAM_NAMES) {
        const numbered = entry.streams[stream];
        if (numbered) await putLines(transaction, run, stream, numbered);
      }
      for (const file of entry.files) await transaction.put('files', [key, file.path], file);
      run.step = entry.step;
      run.openRow = entry.openRow;
      if (entry.record || entry.pinned) run.revision++;
      if (entry.record) Object.assign(run.record, entry.record);
      if (entry.pinned) run.pinned = entry.pinned;
      run.updatedAt = Date.now();
      await transaction.put('runs', key, run);
      return run;
    });
  }

  /** Makes the row that an absent page had still open a row of its own. A page that comes back after all may still replace it. */
  closeOpenRow(key: string): Promise<void> {
    return this.#write(async (transaction) => {
      const run = await load(transaction, key);
      if (!run?.openRow) return;
      run.closedRow = run.next.history;
      await commitOpenRow(transaction, run);
      await transaction.put('runs', key, run);
    });
  }

  /** Reads, changes and writes a run's record in one transaction. `change` must be synchronous. */
  update(key: string, change: (run: JournaledRun) => void, durability: 'relaxed' | 'strict' = 'relaxed'): Promise<JournaledRun> {
    return this.#write(async (transaction) => {
      const run = await loadOrThrow(transaction, key);
      change(run);
      await transaction.put('runs', key, run);
      return run;
    }, durability);
  }

  /** The lines of a stream from `from` on, without a gap: those of at most `chunks` records. */
  async read(key: string, stream: StreamName, from: number, chunks: number): Promise<NumberedLines> {
    const stored = await this.#storage.transaction({ write: false }, async (transaction) => {
      const starts = (await transaction.keys('chunks', linesOf(key, stream, 0, from))) as [string, string, number][];
      const range = linesOf(key, stream, starts.at(-1)?.[2] ?? 0, Infinity);
      return (await transaction.values('chunks', range, chunks)) as { offset: number; text: string }[];
    });
    const lines: string[] = [];
    for (const chunk of stored) {
      const known = from + lines.length - chunk.offset;
      // Another page has delivered what was here, and it is gone.
      if (known < 0) break;
      lines.push(...chunk.text.split('\n').slice(known));
    }
    return { offset: from, lines };
  }

  /** Notes what the backend has stored, and drops it here; not when a line of it has been replaced since `sent` was read, or nothing of it is new. */
  acknowledge(sent: JournaledRun, acknowledged: LineCounts, change: (run: JournaledRun) => void): Promise<JournaledRun> {
    return this.#write(async (transaction) => {
      const run = await loadOrThrow(transaction, sent.key);
      if (run.replacements !== sent.replacements) return run;
      // Another page, which delivers the run too, has come further: what this one knows is older.
      if (STREAM_NAMES.every((stream) => acknowledged[stream] <= run.acknowledged[stream])) return run;
      for (const stream of STREAM_NAMES) {
        if (acknowledged[stream] <= run.acknowledged[stream]) continue;
        run.acknowledged[stream] = acknowledged[stream];
        await dropLines(transaction, run, stream);
      }
      change(run);
      await transaction.put('runs', run.key, run);
      return run;
    });
  }

  /** The paths of the files that are not uploaded yet. */
  filePaths(key: string): Promise<string[]> {
    return this.#storage.transaction({ write: false }, async (transaction) => {
      const keys = (await transaction.keys('files', filesOf(key))) as [string, string][];
      return keys.map(([, path]) => path);
    });
  }

  file(key: string, path: string): Promise<RunFile | undefined> {
    return this.#storage.transaction(
      { write: false },
      (transaction) => transaction.get('files', [key, path]) as Promise<RunFile | undefined>,
    );
  }

  removeFile(key: string, path: string): Promise<void> {
    return this.#write((transaction) => transaction.delete('files', { from: [key, path], to: [key, path] }));
  }

  close(): void {
    this.#storage.close();
  }

  #write<T>(work: (transaction: Transaction) => Promise<T>, durability: 'relaxed' | 'strict' = 'relaxed'): Promise<T> {
    return this.#storage.transaction({ write: true, durability }, work);
  }
}

async function load(transaction: Transaction, key: string): Promise<JournaledRun | undefined> {
  return (await transaction.get('runs', key)) as JournaledRun | undefined;
}

async function loadOrThrow(transaction: Transaction, key: string): Promise<JournaledRun> {
  const run = await load(transaction, key);
  if (!run) throw new SpoorError('storage-failed', 'The journal no longer holds this run; was the site data cleared?');
  return run;
}

/** Whether these are lines of the writer before this one, which stand already. */
function isBefore({ before }: JournaledRun, writer: string, history: NumberedLines | undefined): boolean {
  return before?.writer === writer && history !== undefined && endOf(history) <= before.end;
}

function endOf(numbered: NumberedLines | undefined): number {
  return numbered ? numbered.offset + numbered.lines.length : 0;
}

async function putLines(transaction: Transaction, run: JournaledRun, stream: StreamName, { offset, lines }: NumberedLines): Promise<void> {
  const next = run.next[stream];
  if (offset > next) throw new SpoorError('storage-failed', `Lines ${next} to ${offset - 1} of the ${stream} are missing in the journal.`);
  const missing = lines.slice(next - offset);
  if (missing.length === 0) return;
  // One string: no line holds a line break, and a string is the cheapest thing to clone.
  await transaction.put('chunks', [run.key, stream, next], { offset: next, text: missing.join('\n') });
  run.next[stream] = next + missing.length;
}

/** The page was not gone: what it says of the row that was closed for it comes in that row's place, and is sent again. */
async function takeBackClosedRow(transaction: Transaction, run: JournaledRun): Promise<void> {
  const row = run.closedRow!;
  await transaction.delete('chunks', linesOf(run.key, 'history', row, row));
  run.next.history = row;
  run.acknowledged.history = Math.min(run.acknowledged.history, row);
  run.replacements++;
  run.closedRow = null;
}

async function commitOpenRow(transaction: Transaction, run: JournaledRun): Promise<void> {
  const { _step: step } = parseRow(run.openRow!);
  await putLines(transaction, run, 'history', { offset: run.next.history, lines: [run.openRow!] });
  run.openRow = null;
  run.step = Math.max(run.step, typeof step === 'number' ? step + 1 : run.step + 1);
}

/** A chunk may go when the chunk after it, or the end, is acknowledged. */
async function dropLines(transaction: Transaction, run: JournaledRun, stream: StreamName): Promise<void> {
  const acknowledged = run.acknowledged[stream];
  const range = linesOf(run.key, stream, 0, acknowledged);
  const starts = ((await transaction.keys('chunks', range)) as [string, string, number][]).map(([, , start]) => start);
  const kept = acknowledged >= run.next[stream] ? acknowledged : (starts.at(-1) ?? 0);
  if (kept > 0) await transaction.delete('chunks', linesOf(run.key, stream, 0, kept - 1));
}

function linesOf(key: string, stream: StreamName, from: number, to: number): KeyRange {
  return { from: [key, stream, from], to: [key, stream, to] };
}

function filesOf(key: string): KeyRange {
  return { from: [key, ''], to: [key, '\uFFFF'] };
}

import { parentKey, SpoorError, STREAM_NAMES, type LineCounts, type RunRecord, type StreamName } from '../wire/index';
import { endsBy, putEntry, type JournalEntry } from './journal-entry';
import { dropFile, filesOf, type RunFile } from './files';
import { awaitedOf, newRun, reopenRun, type JournaledRun } from './journaled-run';
import { commitOpenRow, dropLines, linesOf, readLines, type NumberedLines } from './lines';
import type { Storage, Transaction } from './storage';

/**
 * The record of what was logged and is not yet acknowledged. Lines are kept in chunks, many to a record: a record for
 * each row is thirty times slower.
 */
export class Journal {
  readonly #storage: Storage;
  readonly #waitingBytes = new Map<string, number>();

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
      const parent = known || !record.forkedFrom ? undefined : await load(transaction, parentKey(record)!);
      if (parent) run.parent = awaitedOf(parent, record.forkedFrom!);
      // The same writer with a new worker goes on filling it.
      if (run.openRow && known?.writer !== writer) await commitOpenRow(transaction, run);
      await this.#save(transaction, run);
      return run;
    });
  }

  load(key: string): Promise<JournaledRun | undefined> {
    return this.#storage.transaction({ write: false }, (transaction) => load(transaction, key));
  }

  /** How many bytes of a run wait, as this journal has written it last. */
  waitingBytes(key: string): number {
    return this.#waitingBytes.get(key) ?? 0;
  }

  all(): Promise<JournaledRun[]> {
    return this.#storage.transaction(
      { write: false },
      (transaction) => transaction.values('runs', null) as Promise<JournaledRun[]>,
    );
  }

  /**
   * Writes entries, in one transaction. What is written already is passed over, so that any may be given again.
   *
   * @throws SpoorError `run-taken` when another writer has taken the run and lines are new, `storage-failed` when lines
   * before these are missing.
   */
  append(key: string, writer: string, ...entries: JournalEntry[]): Promise<JournaledRun> {
    return this.#write(async (transaction) => {
      const run = await load(transaction, key);
      if (!run || run.writer !== writer) {
        if (run && entries.every(({ streams }) => isBefore(run, writer, streams.history))) return run;
        throw runTaken(run?.record.id);
      }
      for (const entry of entries) await putEntry(transaction, run, entry);
      await this.#save(transaction, run);
      return run;
    });
  }

  /**
   * Makes the row that an absent page had still open a row of its own. A page that comes back after all may still
   * replace it.
   */
  closeOpenRow(key: string): Promise<void> {
    return this.#write(async (transaction) => {
      const run = await load(transaction, key);
      if (!run?.openRow) return;
      run.closedRow = run.next.history;
      await commitOpenRow(transaction, run);
      await this.#save(transaction, run);
    });
  }

  /** Reads, changes and writes a run's record in one transaction. `change` must be synchronous. */
  update(
    key: string,
    change: (run: JournaledRun) => void,
    durability: 'relaxed' | 'strict' = 'relaxed',
  ): Promise<JournaledRun> {
    return this.#write(async (transaction) => {
      const run = await loadOrThrow(transaction, key);
      change(run);
      await this.#save(transaction, run);
      return run;
    }, durability);
  }

  /**
   * The lines of a stream from `from` on, or from the first that is not yet acknowledged and gone, without a gap: as
   * many chunks as hold `length` characters from there on, if there are so many.
   */
  read(key: string, stream: StreamName, from: number, length: number): Promise<NumberedLines> {
    return this.#storage.transaction({ write: false }, (transaction) =>
      readLines(transaction, key, stream, from, length),
    );
  }

  /**
   * Notes what the backend has stored, and drops it here; not when a line of it has been replaced since `sent` was
   * read, or nothing of it is new.
   */
  acknowledge(
    sent: JournaledRun,
    { acknowledged, bytes }: { acknowledged: LineCounts; bytes: number },
    change: (run: JournaledRun) => void,
  ): Promise<JournaledRun> {
    return this.#write(async (transaction) => {
      const run = await loadOrThrow(transaction, sent.key);
      if (run.replacements !== sent.replacements) return run;
      // Another page, which delivers the run too, has come further: what this one knows is older.
      if (STREAM_NAMES.every((stream) => acknowledged[stream] <= run.acknowledged[stream])) return run;
      run.waitingBytes = Math.max(0, run.waitingBytes - bytes);
      for (const stream of STREAM_NAMES) {
        if (acknowledged[stream] <= run.acknowledged[stream]) continue;
        run.acknowledged[stream] = acknowledged[stream];
        await dropLines(transaction, run, stream);
      }
      change(run);
      await this.#save(transaction, run);
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

  /** The run and the path of each file that waits. */
  allFiles(): Promise<[key: string, path: string][]> {
    return this.#storage.transaction(
      { write: false },
      (transaction) => transaction.keys('files', null) as Promise<[string, string][]>,
    );
  }

  /** Forgets a file, unless another one has taken its place. Resolves with whether it was there. */
  removeFile(key: string, file: Pick<RunFile, 'path' | 'number'>): Promise<boolean> {
    return this.#write(async (transaction) => {
      const run = await load(transaction, key);
      if (!run || !(await dropFile(transaction, run, file))) return false;
      await this.#save(transaction, run);
      return true;
    });
  }

  /** Forgets a run, with all that waits of it. */
  remove(key: string): Promise<void> {
    return this.#write(async (transaction) => {
      for (const stream of STREAM_NAMES) await transaction.delete('chunks', linesOf(key, stream, 0, Infinity));
      await transaction.delete('files', filesOf(key));
      await transaction.delete('runs', { from: key, to: key });
      this.#waitingBytes.delete(key);
    });
  }

  close(): void {
    this.#storage.close();
  }

  #write<T>(work: (transaction: Transaction) => Promise<T>, durability: 'relaxed' | 'strict' = 'relaxed'): Promise<T> {
    return this.#storage.transaction({ write: true, durability }, work);
  }

  async #save(transaction: Transaction, run: JournaledRun): Promise<void> {
    await transaction.put('runs', run.key, run);
    this.#waitingBytes.set(run.key, run.waitingBytes);
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

/** The run has another writer: of this page, or of another. */
export function runTaken(id = ''): SpoorError {
  return new SpoorError(
    'run-taken',
    `The run ${id} was opened anew, here or in another page; rows logged here no longer reach it.`,
  );
}

/** Whether these are lines of the writer before this one, which stand already. */
function isBefore({ before }: JournaledRun, writer: string, history: NumberedLines | undefined): boolean {
  return before?.writer === writer && endsBy(history, before.end);
}

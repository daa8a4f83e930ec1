import { SpoorError, STREAM_NAMES, stringify } from '../wire/index';
import type { JournalEntry, Journal, JournaledRun, RunFile } from '../journal/index';

interface WaitingFile {
  key: string;
  path: string;
  number: number | undefined;
  size: number;
}

/** How long a count of what waits stands: other pages of the origin write the journal too. */
const COUNT_STANDS_MS = 1_000;

/**
 * Writes to the journal where room is short, be it the browser's or that of `settings.storageBudget`. The largest files
 * that wait go first, each counted: rows are small, and worth more. When no file is left the batch is refused, and
 * waits in its page.
 */
export class StorageBudget {
  readonly #journal: Promise<Journal>;
  readonly #shed: (key: string, detail: string) => void;
  /**
   * Bytes of all runs that wait, as counted last, and what was written here since; what was delivered since is still in
   * it.
   */
  #bytes = 0;
  #countedAt = -Infinity;
  /** The files that wait, as far as known. Their keys do not say their sizes, so each is read for it, once. */
  #files = new Map<string, WaitingFile>();

  /** @param shed is told of each file that was given up, and why. */
  constructor(journal: Promise<Journal>, shed: (key: string, detail: string) => void) {
    this.#journal = journal;
    this.#shed = shed;
  }

  /** @throws SpoorError `storage-full` when there is no room for the rows either; else as `Journal.append`. */
  async append(key: string, writer: string, entries: JournalEntry[], budget: number): Promise<JournaledRun> {
    const journal = await this.#journal;
    // Told when it is known what becomes of their rows: of what is refused for another reason the page counts the
    // pictures, and gives the files again.
    const lost: string[] = [];
    const tellLost = () => lost.forEach((detail) => this.#shed(key, detail));
    for (;;) {
      try {
        const size = await this.#admit(journal, entries, budget);
        const run = await journal.append(key, writer, ...entries);
        this.#bytes += size;
        tellLost();
        // They may have taken the place of others.
        for (const { path } of filesIn(entries)) this.#files.delete(nameOf(key, path));
        return run;
      } catch (error) {
        if (!isFull(error)) throw error;
        if (await this.#shedLargest(journal, key, entries, error.message, lost)) continue;
        tellLost();
        const message = `The journal has no room (${error.message}). Rows wait in memory until it has: let the page reach its server, or free disk space.`;
        throw new SpoorError('storage-full', message, { cause: error });
      }
    }
  }

  /** Resolves with how much they add to what is counted. Fails as a full disk does, when they would pass the budget. */
  async #admit(journal: Journal, entries: JournalEntry[], budget: number): Promise<number> {
    if (budget === Infinity) return 0;
    const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
    if (this.#bytes + size > budget || performance.now() - this.#countedAt > COUNT_STANDS_MS) {
      this.#bytes = (await journal.all()).reduce((sum, { waitingBytes }) => sum + waitingBytes, 0);
      this.#countedAt = performance.now();
    }
    // Into an empty journal the rows of one entry go whole, however small the budget: they would wait for ever.
    const canWait = size > 0 && (this.#bytes > 0 || filesIn(entries).length > 0 || entries.length > 1);
    if (canWait && this.#bytes + size > budget) {
      throw new DOMException(
        `settings.storageBudget is ${budget} bytes, and ${this.#bytes} wait already`,
        'QuotaExceededError',
      );
    }
    return size;
  }

  /** Makes room by the largest file that waits, of the entries or of the journal; false when there is none. */
  async #shedLargest(
    journal: Journal,
    key: string,
    entries: JournalEntry[],
    why: string,
    lost: string[],
  ): Promise<boolean> {
    // A stored file that these entries replace goes first: it costs nothing.
    for (const { path } of filesIn(entries)) {
      const before = await journal.file(key, path);
      if (before && (await journal.removeFile(key, before))) return true;
    }
    const own = filesIn(entries).toSorted((a, b) => b.bytes.byteLength - a.bytes.byteLength)[0];
    const stored = await this.#largestStored(journal);
    if (own && own.bytes.byteLength >= (stored?.size ?? 0)) {
      for (const entry of entries) {
        entry.files = entry.files.filter((file) => file !== own);
        entry.saved = entry.saved?.filter((file) => file !== own);
      }
      lost.push(`the file ${own.path}: no room (${why})`);
    } else if (!stored) {
      return false;
    } else if (await journal.removeFile(stored.key, stored)) {
      this.#shed(stored.key, `the file ${stored.path}: no room (${why})`);
    } else {
      // Delivered, or replaced, meanwhile.
      this.#files.delete(nameOf(stored.key, stored.path));
    }
    return true;
  }

  async #largestStored(journal: Journal): Promise<WaitingFile | null> {
    const known = this.#files;
    this.#files = new Map();
    let largest: WaitingFile | null = null;
    for (const [key, path] of await journal.allFiles()) {
      const name = nameOf(key, path);
      const file = known.get(name) ?? (await measure(journal, key, path));
      if (!file) continue;
      this.#files.set(name, file);
      if (!largest || file.size > largest.size) largest = file;
    }
    return largest;
  }
}

/** Null when it was delivered meanwhile. */
async function measure(journal: Journal, key: string, path: string): Promise<WaitingFile | null> {
  const file = await journal.file(key, path);
  return file ? { key, path, number: file.number, size: file.bytes.byteLength } : null;
}

function nameOf(key: string, path: string): string {
  return stringify([key, path]);
}

function filesIn(entries: JournalEntry[]): RunFile[] {
  return entries.flatMap(({ files, saved = [] }) => [...files, ...saved]);
}

/** Whether the browser, or the budget, has refused a write for want of room. */
function isFull(error: unknown): error is Error {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

/** As the journal counts it. */
function sizeOf(entry: JournalEntry): number {
  const lines = STREAM_NAMES.flatMap((stream) => entry.streams[stream]?.lines ?? []);
  return (
    lines.reduce((sum, line) => sum + line.length, 0) +
    filesIn([entry]).reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
  );
}

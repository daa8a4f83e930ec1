import type { JournalEntry, JournaledRun } from '../journal/index';

type Write = (writer: string, entries: JournalEntry[]) => Promise<JournaledRun>;

interface Waiting {
  writer: string;
  entry: JournalEntry;
  resolve: (run: JournaledRun) => void;
  reject: (error: unknown) => void;
}

/**
 * Writes entries in the order in which they come; those that come while others are being written go together, in one
 * transaction. So a slow disk does not fall further and further behind a page that posts every few milliseconds, and
 * what has gathered while a worker was dead is in the journal at once.
 */
export class GroupCommit {
  readonly #write: Write;
  readonly #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(write: Write) {
    this.#write = write;
  }

  /**
   * Resolves when the entry is written. Each has an answer of its own: entries that are refused together are written
   * one by one.
   */
  append(writer: string, entry: JournalEntry): Promise<JournaledRun> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writer, entry, resolve, reject });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, groupLength(this.#waiting));
      const run = group.length > 1 ? await this.#writeTogether(group) : null;
      for (const { writer, entry, resolve, reject } of group) {
        if (run) resolve(run);
        else await this.#write(writer, [entry]).then(resolve, reject);
      }
    }
    this.#isWriting = false;
  }

  /** Null when they are refused. */
  #writeTogether(group: Waiting[]): Promise<JournaledRun | null> {
    const entries = group.map(({ entry }) => entry);
    return this.#write(group[0]!.writer, entries).catch(() => null);
  }
}

/**
 * How many of the first that wait may be written together. A batch with files is written alone: where there is no
 * room, its files are given up one by one.
 */
function groupLength(waiting: Waiting[]): number {
  const [first] = waiting as [Waiting];
  const length = waiting.findIndex(
    ({ writer, entry }, i) => i > 0 && (writer !== first.writer || hasFiles(entry) || hasFiles(first.entry)),
  );
  return length < 0 ? waiting.length : length;
}

function hasFiles({ files, saved = [] }: JournalEntry): boolean {
  return files.length + saved.length > 0;
}

import type { Entry, JournaledRun } from '../journal/index';

interface Waiting {
  writer: string;
  entry: Entry;
  resolve: (run: JournaledRun) => void;
  reject: (error: unknown) => void;
}

/**
 * Writes entries in the order in which they come; those that come while others are being written go together, in one transaction. So a slow disk does not fall further and further behind a
 * page that posts every few milliseconds, and what has gathered while a worker was dead is in the journal at once.
 */
export class GroupCommit {
  readonly #write: (writer: string, entries: Entry[]) => Promise<JournaledRun>;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(write: (writer: string, entries: Entry[]) => Promise<JournaledRun>) {
    this.#write = write;
  }

  /** Resolves when the entry is written. Each has an answer of its own: entries that are refused together are written one by one. */
  append(writer: string, entry: Entry): Promise<JournaledRun> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writer, entry, resolve, reject });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      const [{ writer }] = group as [Waiting];
      const isOne = group.length > 1 && group.every((waiting) => waiting.writer === writer);
      const run =
        isOne &&
        (await this.#write(
          writer,
          group.map(({ entry }) => entry),
        ).catch(() => false as const));
      for (const { writer, entry, resolve, reject } of group)
        await (run ? resolve(run) : this.#write(writer, [entry]).then(resolve, reject));
    }
    this.#isWriting = false;
  }
}

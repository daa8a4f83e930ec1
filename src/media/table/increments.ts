import type { Pending } from '../../values/index';
import type { MediaPart } from '../../thread/draft';
import type { Encoded } from '../engine/encoder';

/** A part of a table, on its way to the encoder. */
export interface Increment {
  /** Counted from 0. */
  num: number;
  /** Rows of the whole table. */
  rows: number;
  /** The files of the increments before it. */
  previous: string[];
}

/** What has been logged already of a table of which each `log()` sends only the rows that are new. */
export class Increments {
  #rows = 0;
  #count = 0;
  #files: Promise<string[]> = Promise.resolve([]);

  /** Takes the rows that have come since the last call, of a table that has so many now. */
  next(rows: number): { from: number; increment: Promise<Increment> } {
    const [from, num, files] = [this.#rows, this.#count++, this.#files];
    this.#rows = rows;
    return { from, increment: files.then((previous) => ({ num, rows, previous })) };
  }

  /** Waits for the file of what `next` has taken. One that could not be written has no part in the table. */
  follow({ settled }: Pending): void {
    this.#files = Promise.all([this.#files, settled]).then(([files, draft]) => {
      const [part] = (draft ?? []) as MediaPart<Encoded>[];
      return part ? [...files, part.items[0]!.files[0]!.path] : files;
    });
  }
}

import type { Draft } from '../thread/draft';
import { mediaIn, textOf, type PendingRow } from './pending-row';

/** A batch becomes one record of the journal. */
export const BATCH_LINES = 2_000;
const BATCH_CHARACTERS = 256 * 1024;

/** The rows that are not posted yet, in order: one that is still being read holds back those after it. */
export class RowQueue {
  #rows: (string | PendingRow)[] = [];
  #characters = 0;
  #since = 0;

  get length(): number {
    return this.#rows.length;
  }

  get head(): string | PendingRow | undefined {
    return this.#rows[0];
  }

  /** Whether the first row is a finished line. */
  get isReady(): boolean {
    const head = this.#rows[0];
    return typeof head === 'object' ? head.draft !== null : head !== undefined;
  }

  add(row: string | PendingRow): void {
    if (this.#rows.push(row) === 1) this.#since = Date.now();
    if (typeof row === 'string') this.#characters += row.length;
  }

  /** Whether there are enough rows for a batch, or the first has waited for `window` milliseconds. */
  isDue(window: number): boolean {
    // Asked for every row, and the other clock takes five times as long. This one may be set back.
    const waited = Date.now() - this.#since;
    return this.#characters >= BATCH_CHARACTERS || waited >= window || waited < 0;
  }

  /** Takes the next batch of finished lines. */
  take(): Draft[] {
    const drafts: Draft[] = [];
    let characters = 0;
    for (const row of this.#rows) {
      const draft = typeof row === 'string' ? row : row.draft;
      if (draft === null || drafts.length >= BATCH_LINES || characters >= BATCH_CHARACTERS) break;
      drafts.push(draft);
      if (typeof row === 'string') characters += row.length;
    }
    this.#characters -= characters;
    this.#rows = this.#rows.slice(drafts.length);
    this.#since = Date.now();
    return drafts;
  }

  /** Every row as the best line that can be made without waiting. */
  texts(): string[] {
    return this.#rows.map((row) =>
      typeof row === 'string' ? row : row.draft === null ? row.now() : textOf(row.draft),
    );
  }

  /** Takes the media out of finished rows, of which only the text stays; returns how many media are lost by it. */
  giveUpMedia(): number {
    let lost = 0;
    for (const row of this.#rows) {
      if (typeof row === 'string' || row.draft === null) continue;
      lost += mediaIn(row.draft);
      row.draft = textOf(row.draft);
    }
    return lost;
  }

  clear(): void {
    this.#rows = [];
    this.#characters = 0;
  }
}

import type { Draft } from '../../../src/thread/draft';
import type { Batch } from '../../../src/thread/contract';

let sequence = 0;

/** Rows from a number on, as a page posts them; each is newer than the one before. */
export const batchOf = (offset: number, lines: Draft[], changes: Partial<Batch> = {}): Batch => ({
  streams: { history: { offset, lines } },
  sequence: ++sequence,
  step: offset + lines.length,
  openRow: null,
  ...changes,
});

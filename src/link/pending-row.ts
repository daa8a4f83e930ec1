import { joinDraft, type Draft } from '../thread/draft';

/** The place of a row in the order of rows, while some of its values are still being read. */
export interface PendingRow {
  /** The line, once all of it is there. */
  draft: Draft | null;
  /** Resolves when `draft` is there. It never rejects. */
  settled: Promise<void>;
  /** The best line that can be made without waiting. */
  now(): string;
}

/** The text of a draft whose media are lost: they were moved to a worker that is gone. */
export function textOf(draft: Draft): string {
  return typeof draft === 'string'
    ? draft
    : (joinDraft(draft.map((part) => (typeof part === 'string' ? part : 'null'))) as string);
}

/** How many values of a draft are media. */
export function mediaIn(draft: Draft): number {
  return typeof draft === 'string'
    ? 0
    : draft.reduce((sum, part) => sum + (typeof part === 'string' ? 0 : part.items.length), 0);
}

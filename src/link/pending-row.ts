import { BY_ITSELF, joinDraft, type Draft, type MediaPart } from '../thread/draft';

/** The place of a row in the order of rows, while some of its values are still being read. */
export interface PendingRow {
  /** The line, once all of it is there. */
  draft: Draft | null;
  /** Resolves when `draft` is there. It never rejects. */
  settled: Promise<void>;
  /** The best line that can be made without waiting. */
  now(): string;
}

const saidByItself = (part: MediaPart) => part[BY_ITSELF]?.() ?? null;

/**
 * The text of a draft whose media are lost: they were moved to a worker that is gone. Null stands for those of which
 * the page can say nothing by itself.
 */
export function textOf(draft: Draft, textOfMedia = saidByItself): string {
  return typeof draft === 'string'
    ? draft
    : (joinDraft(draft.map((part) => (typeof part === 'string' ? part : (textOfMedia(part) ?? 'null')))) as string);
}

/** How many media of a draft are lost by taking its text. */
export function mediaIn(draft: Draft): number {
  return typeof draft === 'string'
    ? 0
    : draft.reduce((sum, part) => sum + (typeof part === 'string' || part[BY_ITSELF] ? 0 : part.items.length), 0);
}

import { joinDraft, type Draft } from '../wire/index';
import type { Batch } from './contract';

/** The place of a row in the order of rows, while some of its values are still being read. */
export interface Slot {
  /** The line, once all of it is there. */
  draft: Draft | null;
  /** Resolves when `draft` is there. It never rejects. */
  settled: Promise<void>;
  /** The best line that can be made without waiting. */
  now(): string;
}

/** The text of a draft whose media are lost: they were moved to a worker that is gone. */
export function textOf(draft: Draft): string {
  return typeof draft === 'string' ? draft : (joinDraft(draft.map((part) => (typeof part === 'string' ? part : 'null'))) as string);
}

/** Lines to be given again: their pictures were moved to the worker with the first attempt, and are gone with it. */
export function withoutMedia({ history }: Batch['streams']): Batch['streams'] {
  return history ? { history: { ...history, lines: history.lines.map(textOf) } } : {};
}

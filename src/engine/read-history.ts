import { DeliveryError } from '../wire/index';
import type { HistoryBackend } from '../backend/backend';
import type { Journal } from '../journal/index';
import type { HistoryPage } from '../thread/contract';

/** So much text makes a page. */
const PAGE_LENGTH = 1024 * 1024;

/**
 * How many steps are asked of the server at first; ten times as many after a page without rows, because steps may lie
 * far apart, and half as many when their rows are more than it answers at once.
 */
const STEPS = 1_000;

/** Rows that wait in the journal, from a line on. */
export async function waitingRows(journal: Journal, key: string, from: number | null): Promise<HistoryPage> {
  const run = await journal.load(key);
  if (!run) return { lines: [], next: null, isPart: false };
  const { acknowledged, next, base } = run;
  const start = Math.max(from ?? 0, acknowledged.history);
  const { lines } = start < next.history ? await journal.read(key, 'history', start, PAGE_LENGTH) : { lines: [] };
  const end = start + lines.length;
  // A run that another browser began has rows before our first.
  const isPart = acknowledged.history > 0 || base === null || base.history > 0;
  return { lines, next: end < next.history && lines.length > 0 ? end : null, isPart };
}

/** Rows that the server has, from a step on. */
export async function deliveredRows(
  journal: Journal,
  key: string,
  backend: HistoryBackend,
  from: number,
): Promise<HistoryPage> {
  const run = await journal.load(key);
  if (!run) return { lines: [], next: null, isPart: false };
  for (let start = from, steps = STEPS; ;) {
    try {
      const { lines, lastStep } = await backend.history(run.record, start, start + steps);
      const isLast = start + steps > lastStep;
      if (lines.length > 0 || isLast) return { lines, next: isLast ? null : start + steps, isPart: true };
      start += steps;
      steps *= 10;
    } catch (error) {
      if (!(error instanceof DeliveryError && error.code === 'too-large') || steps === 1) throw error;
      steps = Math.floor(steps / 2);
    }
  }
}

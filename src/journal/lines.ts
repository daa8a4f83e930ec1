import { parseRow, SpoorError, type StreamName } from '../wire/index';
import type { JournaledRun } from './journaled-run';
import type { KeyRange, Transaction } from './storage';

export interface NumberedLines {
  offset: number;
  lines: string[];
}

/** Writes lines of a stream to the journal's chunks; those that stand already are passed over. */
export async function putLines(
  transaction: Transaction,
  run: JournaledRun,
  stream: StreamName,
  { offset, lines }: NumberedLines,
): Promise<void> {
  const next = run.next[stream];
  if (offset > next)
    throw new SpoorError(
      'storage-failed',
      `Lines ${next} to ${offset - 1} of the ${stream} are missing in the journal.`,
    );
  const missing = lines.slice(next - offset);
  if (missing.length === 0) return;
  // One string: no line holds a line break, and a string is the cheapest thing to clone.
  const text = missing.join('\n');
  await transaction.put('chunks', [run.key, stream, next], { offset: next, text });
  run.waitingBytes += text.length - (missing.length - 1);
  run.next[stream] = next + missing.length;
}

/**
 * Reads chunks from the one that `from` lies in: one, then four times as many each time, until they hold `length`
 * characters from there on.
 */
export async function readLines(
  transaction: Transaction,
  key: string,
  stream: StreamName,
  from: number,
  length: number,
): Promise<NumberedLines> {
  const starts = (await transaction.keys('chunks', linesOf(key, stream, 0, from))) as [string, string, number][];
  let start = starts.at(-1)?.[2] ?? 0;
  const lines: string[] = [];
  let offset: number | null = null;
  for (let count = 1, read = 0; ; count *= 4) {
    const chunks = (await transaction.values('chunks', linesOf(key, stream, start, Infinity), count)) as {
      offset: number;
      text: string;
    }[];
    for (const chunk of chunks) {
      offset ??= Math.max(from, chunk.offset);
      const next = offset + lines.length;
      if (chunk.offset > next) return { offset, lines };
      for (const line of chunk.text.split('\n').slice(next - chunk.offset)) {
        lines.push(line);
        read += line.length;
      }
      start = chunk.offset + 1;
    }
    if (chunks.length < count || read >= length) return { offset: offset ?? from, lines };
  }
}

/**
 * Removes the half-filled row that was journaled as whole because its page seemed to be gone. The page is alive and has
 * more of it: what it gives now takes the same number, and is sent again.
 */
export async function takeBackClosedRow(transaction: Transaction, run: JournaledRun): Promise<void> {
  const row = run.closedRow!;
  const chunk = linesOf(run.key, 'history', row, row);
  const [stored] = (await transaction.values('chunks', chunk)) as { text: string }[];
  if (stored && row >= run.acknowledged.history) run.waitingBytes -= stored.text.length;
  await transaction.delete('chunks', chunk);
  run.next.history = row;
  run.acknowledged.history = Math.min(run.acknowledged.history, row);
  run.replacements++;
  run.closedRow = null;
}

export async function commitOpenRow(transaction: Transaction, run: JournaledRun): Promise<void> {
  const { _step: step } = parseRow(run.openRow!);
  await putLines(transaction, run, 'history', { offset: run.next.history, lines: [run.openRow!] });
  run.openRow = null;
  run.step = Math.max(run.step, typeof step === 'number' ? step + 1 : run.step + 1);
}

/** A chunk may go when the chunk after it, or the end, is acknowledged. */
export async function dropLines(transaction: Transaction, run: JournaledRun, stream: StreamName): Promise<void> {
  const acknowledged = run.acknowledged[stream];
  const range = linesOf(run.key, stream, 0, acknowledged);
  const starts = ((await transaction.keys('chunks', range)) as [string, string, number][]).map(([, , start]) => start);
  const kept = acknowledged >= run.next[stream] ? acknowledged : (starts.at(-1) ?? 0);
  if (kept > 0) await transaction.delete('chunks', linesOf(run.key, stream, 0, kept - 1));
}

export function linesOf(key: string, stream: StreamName, from: number, to: number): KeyRange {
  return { from: [key, stream, from], to: [key, stream, to] };
}

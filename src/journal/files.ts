import type { JournaledRun } from './journaled-run';
import type { KeyRange, Transaction } from './storage';

export interface RunFile {
  path: string;
  type: string;
  bytes: ArrayBuffer;
  /**
   * Which of the run's files of this path it is: one that is saved while an older one travels is not taken for
   * delivered with it.
   */
  number?: number | undefined;
}

export async function putFile(transaction: Transaction, run: JournaledRun, file: RunFile): Promise<void> {
  const place = [run.key, file.path];
  const before = (await transaction.get('files', place)) as RunFile | undefined;
  run.files = (run.files ?? 0) + 1;
  run.waitingBytes += file.bytes.byteLength - (before?.bytes.byteLength ?? 0);
  await transaction.put('files', place, { ...file, number: run.files });
}

/** Resolves with whether it was there, and no other in its place. */
export async function dropFile(
  transaction: Transaction,
  run: JournaledRun,
  { path, number }: Pick<RunFile, 'path' | 'number'>,
): Promise<boolean> {
  const place = [run.key, path];
  const stored = (await transaction.get('files', place)) as RunFile | undefined;
  if (!stored || stored.number !== number) return false;
  await transaction.delete('files', { from: place, to: place });
  run.waitingBytes = Math.max(0, run.waitingBytes - stored.bytes.byteLength);
  return true;
}

export function filesOf(key: string): KeyRange {
  return { from: [key, ''], to: [key, '\uFFFF'] };
}

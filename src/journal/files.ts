import type { JournaledRun } from './journaled-run';
import type { KeyRange, Transaction } from './storage';

export interface RunFile {
  path: string;
  type: string;
  bytes: ArrayBuffer;
}

/** Writes a file of the run. One of the same path is replaced. */
export async function putFile(transaction: Transaction, run: JournaledRun, file: RunFile): Promise<void> {
  await dropFile(transaction, run, file.path);
  await transaction.put('files', [run.key, file.path], file);
  run.waitingBytes += file.bytes.byteLength;
}

/** Resolves with whether it was there. */
export async function dropFile(transaction: Transaction, run: JournaledRun, path: string): Promise<boolean> {
  const file = (await transaction.get('files', [run.key, path])) as RunFile | undefined;
  if (!file) return false;
  await transaction.delete('files', { from: [run.key, path], to: [run.key, path] });
  run.waitingBytes = Math.max(0, run.waitingBytes - file.bytes.byteLength);
  return true;
}

export function filesOf(key: string): KeyRange {
  return { from: [key, ''], to: [key, '\uFFFF'] };
}

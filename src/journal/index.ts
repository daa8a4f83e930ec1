import { openDatabase } from './database';
import { Journal } from './journal';
import { openMemory } from './memory';

export type { JournalEntry } from './journal-entry';
export type { RunFile } from './files';
export { Journal, runTaken } from './journal';
export type { NumberedLines } from './lines';
export type { JournaledRun } from './journaled-run';

/** Opens the journal of this origin: in IndexedDB, or in memory where there is none or it cannot be opened. */
export async function openJournal(): Promise<Journal> {
  try {
    return new Journal(await openDatabase());
  } catch {
    // Private modes, blocked storage, corrupt files: `run.status().storage` tells the user that rows now live in memory
    // only.
    return new Journal(openMemory());
  }
}

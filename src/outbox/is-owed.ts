import type { JournaledRun } from '../journal/index';
import { DELIVERABLES } from './deliverables/index';
import type { Ledger } from './ledger';

/** Whether the backend lacks anything of a run whose page is gone. */
export async function isOwed(journal: Pick<Ledger, 'filePaths'>, run: JournaledRun): Promise<boolean> {
  if (run.sentRevision < run.revision) return true;
  for (const kind of DELIVERABLES) if (await kind.isOwed(run, journal)) return true;
  return false;
}

/**
 * Whether the run has not ended, and the backend has not been told that its page is gone. Of an open run it is true as
 * well.
 */
export function isInterrupted(run: Pick<JournaledRun, 'exitCode' | 'interruptedAt' | 'updatedAt'>): boolean {
  return run.exitCode === null && run.interruptedAt !== run.updatedAt;
}

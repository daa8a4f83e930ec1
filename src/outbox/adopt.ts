import { runLock } from '../wire/index';
import type { Journal, JournaledRun } from '../journal/index';
import { Delivery, type DeliveryOptions } from './delivery';
import { isInterrupted, isOwed } from './owed';

/** How often a page looks for runs that other pages have left behind. */
export const ROUND_MS = 5_000;

/** Without Web Locks (an insecure origin) a run whose page has been silent for so long counts as left behind. Taking one wrongly does no harm: lines are numbered. */
const SILENT_MS = 5 * 60_000;

export interface Adoption extends Pick<DeliveryOptions, 'events'> {
  journal: Journal;
  /** Null where the browser has none. */
  locks: LockManager | null;
  /** Whether this page has a credential for the run, and does not write it itself. */
  isOurs: (run: JournaledRun) => boolean;
  backendFor: (run: JournaledRun) => DeliveryOptions['backend'];
}

/**
 * Delivers what other pages of this origin have left: a held lock means that the run's page is alive, a free one that it is gone.
 * Resolves with the number of runs that were delivered; rejects with the first failure when all have been tried, and the next round goes on.
 */
export async function adoptOrphans(adoption: Adoption): Promise<number> {
  let delivered = 0;
  let failure: unknown;
  for (const run of await adoption.journal.all()) {
    if (!adoption.isOurs(run)) continue;
    if (!isOwed(run) && !(adoption.locks && isInterrupted(run)) && (await adoption.journal.filePaths(run.key)).length === 0) continue;
    try {
      if (await withLock(adoption, run, () => deliver(adoption, run))) delivered++;
    } catch (error) {
      // One run that is refused must not hold up the others.
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return delivered;
}

async function withLock({ locks }: Adoption, run: JournaledRun, work: () => Promise<boolean>): Promise<boolean> {
  if (!locks) return Date.now() - run.updatedAt > SILENT_MS && work();
  return locks.request(runLock(run.key), { ifAvailable: true }, async (lock) => lock !== null && work());
}

async function deliver({ journal, backendFor, events, locks }: Adoption, run: JournaledRun): Promise<boolean> {
  // Only a free lock proves that nobody is filling the row any more.
  if (locks) await journal.closeOpenRow(run.key);
  const delivery = new Delivery({ key: run.key, journal, backend: backendFor(run), events });
  while (await delivery.next()) {
    // The run's own page may have come back and be waiting for us.
    if (locks && (await isWanted(locks, runLock(run.key)))) return false;
  }
  if (locks) await delivery.interrupt();
  return true;
}

async function isWanted(locks: LockManager, name: string): Promise<boolean> {
  const { pending = [] } = await locks.query();
  return pending.some((request) => request.name === name);
}

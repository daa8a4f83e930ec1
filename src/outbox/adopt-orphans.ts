import { runLock, wallTime, type ProblemCode } from '../wire/index';
import type { Journal, JournaledRun } from '../journal/index';
import { isInterrupted, isOwed } from './is-owed';
import { RunDelivery, type DeliveryOptions } from './run-delivery';

/** How often a page looks for runs that other pages have left behind. */
export const ROUND_MS = 5_000;

/**
 * Without Web Locks a run whose page has been silent for so long counts as left behind. Taking one wrongly does no
 * harm: lines are numbered.
 */
const SILENT_MS = 5 * 60_000;

/** How often it is looked whether a run's own page has come back and waits. */
const WATCH_MS = 250;

export interface Adoption {
  journal: Journal;
  /** Null where the browser has none. */
  locks: LockManager | null;
  /** Whether this page has a credential for the run, and does not write it itself. */
  isOurs: (run: JournaledRun) => boolean;
  /** After the signal it must not send any more. */
  backendFor: (run: JournaledRun, signal: AbortSignal) => DeliveryOptions['backend'];
  /** Something of a run was lost; of all that happens to a run that nobody has open, this alone is told. */
  dropped: (reason: ProblemCode, detail: string) => void;
}

/**
 * Delivers what other pages of this origin have left: a held lock means that the run's page is alive, a free one that
 * it is gone. Resolves with the number of runs that were delivered; rejects with the first failure when all have been
 * tried, and the next round goes on.
 */
export async function adoptOrphans(adoption: Adoption): Promise<number> {
  let delivered = 0;
  let failure: unknown;
  // A fork has begun after the run that it is forked from, and goes after it.
  for (const run of (await adoption.journal.all()).sort((a, b) => a.record.startTime - b.record.startTime)) {
    if (!adoption.isOurs(run)) continue;
    if (!(await isOwed(adoption.journal, run)) && !(adoption.locks && isInterrupted(run))) continue;
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
  // A clock that was set back makes the last sign of life one of the future.
  if (!locks) return Math.abs(wallTime() - run.updatedAt) > SILENT_MS && work();
  return locks.request(runLock(run.key), { ifAvailable: true }, async (lock) => lock !== null && work());
}

async function deliver({ journal, backendFor, dropped, locks }: Adoption, run: JournaledRun): Promise<boolean> {
  // Only a free lock proves that nobody is filling the row any more.
  if (locks) await journal.closeOpenRow(run.key);
  const wanted = new AbortController();
  const { signal } = wanted;
  const nothing = () => undefined;
  const events = { introduced: nothing, acknowledged: nothing, stopped: nothing, dropped };
  const delivery = new RunDelivery({ key: run.key, journal, backend: backendFor(run, signal), events });
  // The run's own page may have come back and be waiting for us: not for as long as a server takes that does not
  // answer.
  const look = async () => locks && (await isWanted(locks, runLock(run.key))) && wanted.abort();
  const watch = setInterval(() => void look(), WATCH_MS);
  const letGo = new Promise<false>((resolve) => signal.addEventListener('abort', () => resolve(false)));
  try {
    while (!signal.aborted && (await Promise.race([delivery.next(), letGo]))) await look();
    if (locks && !signal.aborted) await Promise.race([delivery.interrupt(), letGo]);
    return !signal.aborted;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  } finally {
    clearInterval(watch);
  }
}

async function isWanted(locks: LockManager, name: string): Promise<boolean> {
  const { pending = [] } = await locks.query();
  return pending.some((request) => request.name === name);
}

import { findLocks } from '../../thread/locks';
import { runLock, SpoorError } from '../../wire/index';
import { HERE, isOpenHere } from './open-runs';

/**
 * How long to wait for the lock of a run, in milliseconds. It may become free soon: a page that reloads holds its old
 * lock until it is gone, and a page that adopts a run lets go between two requests.
 */
const PATIENCE_MS = 5_000;

/**
 * The same where there is something else to do than to wait: long enough for a page that is just letting go.
 */
export const HANDOVER_MS = 500;

/** The Web Lock of a run, which says to other pages that it has a writer. */
export interface Ownership {
  /** Another page had it at first. */
  readonly hasWaited: boolean;
  /**
   * Lets go: the page is going away, and a held lock would keep it out of the back/forward cache (MDN,
   * "NotRestoredReasonDetails", the reason "lock").
   */
  release(): void;
  /** Takes it again after the page came back. False when another page keeps it. */
  retake(): Promise<boolean>;
}

/**
 * Takes a run for this page. Where there are no Web Locks every page may: the journal still refuses lines of all but
 * the last that opened the run.
 *
 * @throws SpoorError `run-in-use` when this or another page has the run open.
 */
export async function own(key: string, patience = PATIENCE_MS): Promise<Ownership> {
  const locks = await findLocks();
  if (!locks) return { hasWaited: false, release: () => undefined, retake: async () => true };
  const take = (ms: number) => hold(locks, runLock(key), { signal: AbortSignal.timeout(ms) });
  let release = await hold(locks, runLock(key), { ifAvailable: true });
  const hasWaited = release === null;
  release ??= await take(patience);
  let isLeaving = false;
  if (!release)
    throw new SpoorError(
      'run-in-use',
      isOpenHere(key)
        ? HERE
        : 'This run is open in another page. Log there, or start a run of its own: leave out the id.',
    );
  return {
    hasWaited,
    release: () => {
      isLeaving = true;
      release?.();
      release = null;
    },
    retake: async () => {
      isLeaving = false;
      const taken = await take(PATIENCE_MS);
      // A page that has left and returned meanwhile may have it already.
      if (isLeaving) taken?.();
      else release ??= taken;
      return release !== null;
    },
  };
}

/** Resolves with the function that ends the hold, or with null when the lock was not to be had. */
function hold(locks: LockManager, name: string, options: LockOptions): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, options, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((release) => resolve(release));
      })
      .catch((error: unknown) =>
        isTimeout(error) ? resolve(null) : reject(error instanceof Error ? error : new Error(String(error))),
      );
  });
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError');
}

import { DeliveryError } from '../wire/index';
import { ParentFirst } from './parent-first';

const FIRST_MS = 500;
const LONGEST_MS = 60_000;

/** A refusal ends when somebody acts; asking more often than this would only be noise in the server's log. */
const REFUSED_MS = 60_000;

/** How soon a fork looks again for its parent; only this browser is asked. */
const PARENT_MS = 1_000;

/** A wait before the next attempt, in two parts, in milliseconds. */
export interface Pause {
  /** What the backend asked for (Retry-After). No hurry of ours shortens it. */
  asked: number;
  /** What we add of our own; it ends early when there is a reason. */
  own: number;
}

/**
 * How long to wait after a failure: exponential backoff with full jitter (AWS Architecture Blog, "Exponential Backoff
 * And Jitter"), so that many pages which lost the same server do not come back in step. Without a limit of attempts:
 * the journal keeps the rows.
 */
export class Pace {
  #failures = 0;
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(error: unknown): Pause {
    const asked = error instanceof DeliveryError ? (error.retryAfter ?? 0) : 0;
    if (error instanceof ParentFirst) return { asked, own: PARENT_MS };
    if (isRefusal(error)) return { asked, own: REFUSED_MS };
    const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 20);
    return { asked, own: this.#random() * ceiling };
  }
}

/** Whether trying again is pointless until somebody has changed something. */
export function isRefusal(error: unknown): boolean {
  return error instanceof DeliveryError && (error.code === 'unauthorized' || error.code === 'refused');
}

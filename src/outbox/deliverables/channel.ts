import { DeliveryError, type ProblemCode, type RunIdentity } from '../../wire/index';
import type { Backend, Delivery } from '../../backend/backend';
import type { Ledger, OwedRun } from '../ledger';
import { summaryLine } from '../summary-line';

export interface DeliveryEvents {
  /** The backend knows the run, under these names. */
  introduced(identity: RunIdentity): void;
  acknowledged(run: OwedRun): void;
  /** Somebody has asked the run to stop. */
  stopped(): void;
  dropped(reason: ProblemCode, detail: string): void;
}

export interface DeliveryOptions {
  key: string;
  journal: Ledger;
  backend: Backend;
  events: DeliveryEvents;
}

/**
 * What the deliverables of one run share while it is delivered: journal, backend, events, and what one kind of them has
 * done that another must know.
 */
export class Channel {
  readonly journal: Ledger;
  readonly backend: Backend;
  readonly events: DeliveryEvents;
  /** Paths of files that were uploaded; the next rows, or the end, say so. */
  uploaded: string[] = [];
  /** The summary may be what made a delivery too large. */
  leavesOutSummary = false;
  /** Rows were acknowledged without the summary that they lead to. */
  owesSummary = false;
  readonly #foundTooLarge = new Set<string>();

  constructor({ journal, backend, events }: DeliveryOptions) {
    this.journal = journal;
    this.backend = backend;
    this.events = events;
  }

  /** What travels with rows and with the end. */
  beside(run: OwedRun): Pick<Delivery, 'summary' | 'uploaded'> {
    return {
      summary: this.leavesOutSummary ? undefined : summaryLine(run),
      ...(this.uploaded.length > 0 && { uploaded: this.uploaded }),
    };
  }

  async send(run: OwedRun, delivery: Delivery): Promise<void> {
    try {
      const { isStopped } = await this.backend.send(run.identity!, run.record.id, delivery);
      if (isStopped) this.events.stopped();
    } catch (error) {
      // The backend does not know the run (any more): it is introduced again before the next attempt.
      if (error instanceof DeliveryError && error.code === 'not-found') await this.forgetIdentity(run);
      throw error;
    }
    if (delivery.uploaded) this.uploaded = [];
  }

  /** Has the run introduced again. */
  async forgetIdentity({ key }: OwedRun): Promise<void> {
    await this.journal.update(key, (stored) => (stored.identity = null));
  }

  /** Said once: what is too large now is too large in each delivery. */
  tooLarge(what: string): void {
    if (this.#foundTooLarge.has(what)) return;
    this.#foundTooLarge.add(what);
    this.events.dropped('too-large', `${what} is larger than the server takes and is not shown there`);
  }
}

export function isTooLarge(error: unknown): boolean {
  return error instanceof DeliveryError && error.code === 'too-large';
}

import { wallTime } from '../wire/index';
import { Channel, DELIVERABLES, type Deliverable, type DeliveryOptions } from './deliverables/index';
import { introduceRun } from './introduce-run';
import { isInterrupted } from './is-owed';

export type { DeliveryEvents, DeliveryOptions } from './deliverables/index';

/**
 * The steps that bring one run to the backend. After each the journal says what remains, so that a crash between two of
 * them repeats at most one, and a repeated step has no further effect.
 */
export class RunDelivery {
  readonly #options: DeliveryOptions;
  readonly #channel: Channel;
  readonly #deliverables: Deliverable[];
  #announced: string | null = null;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    const channel = new Channel(options);
    this.#channel = channel;
    this.#deliverables = DELIVERABLES.map((Kind) => new Kind(channel));
  }

  /** Takes the next step; false when nothing is owed. Rejects with the step's failure. */
  async next(): Promise<boolean> {
    const { key, journal, backend, events } = this.#options;
    const channel = this.#channel;
    let isRefused = false;
    const run = await introduceRun(key, journal, backend, (what) => {
      channel.tooLarge(what);
      isRefused ||= what === 'the summary';
    });
    if (channel.owesSummary) [channel.leavesOutSummary, channel.owesSummary] = [isRefused, false];
    if (!run) return false;
    const { storageId } = run.identity!;
    if (storageId !== this.#announced) events.introduced(run.identity!);
    this.#announced = storageId;
    for (const deliverable of this.#deliverables) if (await deliverable.next(run)) return true;
    return false;
  }

  async heartbeat(): Promise<void> {
    const { journal, key } = this.#options;
    const run = await journal.load(key);
    if (!run?.identity || run.exitCode !== null) return;
    await this.#channel.send(run, {});
    await journal.update(key, (stored) => (stored.updatedAt = wallTime()));
  }

  /**
   * Says when the run's page was last alive, where nobody is left to end the run. To be called when nothing else is
   * owed.
   */
  async interrupt(): Promise<void> {
    const { journal, key } = this.#options;
    const run = await journal.load(key);
    if (!run?.identity || !isInterrupted(run)) return;
    await this.#channel.send(run, { interrupted: run.updatedAt });
    await journal.update(key, (stored) => (stored.interruptedAt = run.updatedAt));
  }
}

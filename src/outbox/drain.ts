import { toProblem, type Problem } from '../wire/index';
import type { Clock } from './clock';
import { PARCEL_BYTES } from './deliverables/index';
import { WakeSignal } from './wake-signal';
import { isRefusal, Pace } from './retry-pace';
import { RunDelivery, type DeliveryEvents, type DeliveryOptions } from './run-delivery';

/** A run is alive as long as its backend hears of it; W&B's clients say so every 30 s (`core/internal/filestream`). */
const HEARTBEAT_MS = 30_000;

export type LinkState = 'connecting' | 'online' | 'waiting' | 'refused';

export interface DrainEvents extends DeliveryEvents {
  link(state: LinkState, problem: Problem | null, retryInMs: number | null): void;
}

export interface DrainOptions extends DeliveryOptions {
  clock: Clock;
  events: DrainEvents;
  /** How long rows gather for one request, in milliseconds, unless there are enough for one before. */
  transmitInterval: number;
}

/** What waiters are told when the run is closed. */
export const CLOSED: Problem = { code: 'offline', message: 'The run was closed before everything was delivered.' };

interface Waiter {
  resolve: (problem: Problem | null) => void;
  /** Waits on through failures. */
  patient: boolean;
}

/**
 * Delivers one run, for as long as its page is open. Exactly one drain of a run is at work at a time: whoever holds its
 * lock.
 */
export class Drain {
  readonly #options: DrainOptions;
  readonly #delivery: RunDelivery;
  readonly #pace: Pace;
  readonly #wake = new WakeSignal();
  #waiters: Waiter[] = [];
  readonly #closed = new AbortController();
  #told: Problem | null = null;

  constructor(options: DrainOptions) {
    this.#options = options;
    this.#delivery = new RunDelivery(options);
    this.#pace = new Pace(options.clock.random);
  }

  /** Something was appended; so many bytes of the run wait now. */
  poke(waitingBytes: number): void {
    this.#wake.raise(waitingBytes < PARCEL_BYTES ? 'news' : 'full');
  }

  /** Try now: the network is back, or somebody waits. */
  hurry(): void {
    this.#wake.raise('urgent');
  }

  /**
   * Resolves when all that is in the journal now is acknowledged: with null, or, unless patient, with the first
   * problem.
   */
  settled(patient: boolean): Promise<Problem | null> {
    if (this.#closed.signal.aborted) return Promise.resolve(CLOSED);
    // The backend has asked for a pause: before it is over there is nothing to wait for.
    if (this.#told && !patient) return Promise.resolve(this.#told);
    return new Promise((resolve) => {
      this.#waiters.push({ resolve, patient });
      this.hurry();
    });
  }

  close(): void {
    this.#closed.abort();
    this.hurry();
    this.#release(this.#waiters, CLOSED);
  }

  /** Works until it is closed. */
  async run(): Promise<void> {
    const { clock, events } = this.#options;
    while (!this.#closed.signal.aborted) {
      this.#wake.clear();
      const waiters = [...this.#waiters];
      try {
        await this.#deliverAll();
        this.#pace.succeeded();
        events.link('online', null, null);
        this.#release(waiters, null);
        await this.#idle();
      } catch (error) {
        const problem = toProblem(error);
        const { asked, own } = this.#pace.failed(error);
        events.link(isRefusal(error) ? 'refused' : 'waiting', problem, asked + own);
        this.#release(
          this.#waiters.filter(({ patient }) => !patient),
          problem,
        );
        this.#told = asked > 0 ? problem : null;
        await clock.sleep(asked, this.#closed.signal);
        this.#told = null;
        await this.#wake.sleep(clock, own, 'urgent');
      }
    }
  }

  async #deliverAll(): Promise<void> {
    while (!this.#closed.signal.aborted && (await this.#delivery.next()));
  }

  /** Waits for news, not longer than until the next heartbeat, then lets news gather for the interval. */
  async #idle(): Promise<void> {
    const { clock, transmitInterval } = this.#options;
    await this.#wake.sleep(clock, transmitInterval, 'full');
    await this.#wake.sleep(clock, HEARTBEAT_MS, 'news');
    if (this.#wake.pending === null) await this.#delivery.heartbeat();
  }

  #release(waiters: Waiter[], problem: Problem | null): void {
    this.#waiters = this.#waiters.filter((waiter) => !waiters.includes(waiter));
    for (const { resolve } of waiters) resolve(problem);
  }
}

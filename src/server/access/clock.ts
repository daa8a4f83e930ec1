import { performance } from 'node:perf_hooks';
import type { FactStore } from '../store/port/store';

const FACT = 'latest-time';

/** What the store has is at most so much behind, in milliseconds. */
const KEEP_EVERY_MS = 60_000;

interface ClockOptions {
  facts: FactStore;
  /** The machine's clock, in Unix milliseconds, which people and programs may set back. */
  machine: () => number;
  /** A clock that nobody can set, in milliseconds. Default: how long this process has run. */
  steady?: () => number;
  /** Hears why the time could not be stored. */
  onFailure: (error: unknown) => void;
}

/**
 * The time by which permissions end. It never goes back, across restarts neither: what has ended once has ended. Where
 * the machine's clock was set back, it goes on from the latest time that was seen, at the pace of a clock that nobody
 * can set.
 */
export class Clock {
  readonly #options: ClockOptions;
  #latest: number;
  /** When that was, by the clock that nobody can set. */
  #latestAt: number;
  /** What is stored. */
  #kept: number;

  static async open(options: ClockOptions): Promise<Clock> {
    const kept = await options.facts.get(FACT);
    return new Clock(options, typeof kept === 'number' ? kept : 0);
  }

  private constructor(options: ClockOptions, kept: number) {
    this.#options = options;
    this.#latest = this.#kept = kept;
    this.#latestAt = this.#steady();
  }

  /** Unix time in milliseconds. */
  now(): number {
    const machine = this.#options.machine();
    const at = this.#steady();
    // Whole, as the machine's is: it goes into tokens.
    this.#latest = machine >= this.#latest ? machine : this.#latest + Math.floor(at - this.#latestAt);
    this.#latestAt = at;
    return this.#latest;
  }

  #steady(): number {
    return (this.#options.steady ?? performance.now.bind(performance))();
  }

  /** Whether a permission that ends then has ended. Once it has, that is stored, so that no restart can revive it. */
  isPast(moment: number): boolean {
    if (this.now() < moment) return false;
    if (this.#kept < moment) void this.#keep();
    return true;
  }

  /** To be called now and then, and at the end. */
  async keep({ atOnce = false } = {}): Promise<void> {
    if (this.now() - this.#kept >= (atOnce ? 1 : KEEP_EVERY_MS)) await this.#keep();
  }

  async #keep(): Promise<void> {
    const latest = this.#latest;
    try {
      await this.#options.facts.set(FACT, latest);
      this.#kept = latest;
    } catch (error) {
      this.#options.onFailure(error);
    }
  }
}

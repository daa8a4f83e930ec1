const TICK_MS = 5;
const MEMORY_MS = 1_000;

/** Page, worker and the browser's storage each wait for their turn before a row is in the journal. */
export const HOPS = 3;

/**
 * How late this machine's timers are: a page's cannot be better, and what a page may lose in a kill is measured by
 * them.
 */
export class Lateness {
  readonly #timer: ReturnType<typeof setInterval>;
  #last = performance.now();
  #seen: { at: number; ms: number }[] = [];

  constructor() {
    this.#timer = setInterval(() => {
      const now = performance.now();
      this.#seen = this.#seen.filter(({ at }) => at > now - MEMORY_MS);
      this.#seen.push({ at: now, ms: now - this.#last - TICK_MS });
      this.#last = now;
    }, TICK_MS);
  }

  /** The worst of the last second, in milliseconds. */
  worst(): number {
    return Math.max(0, performance.now() - this.#last - TICK_MS, ...this.#seen.map(({ ms }) => ms));
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

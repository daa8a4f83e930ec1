import type { Clock } from '../../src/outbox/clock';

interface Sleeper {
  due: number;
  wake: () => void;
}

/** Time that stands still until a test lets it go on. Sleepers wake in the order of their hours. */
export class FakeClock implements Clock {
  #now = 0;
  readonly #sleepers = new Set<Sleeper>();
  readonly random: () => number;
  readonly #rounds: number;

  /**
   * @param random chance, decided by the test.
   * @param rounds how many turns of the event loop it takes until all that is not waiting for time has come to rest: 1
   * for promises alone, more where a database or a server has a part in it.
   */
  constructor({ random = () => 0.5, rounds = 1 }: { random?: () => number; rounds?: number } = {}) {
    this.random = random;
    this.#rounds = rounds;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const sleeper: Sleeper = {
        due: this.#now + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', sleeper.wake);
    });
  }

  /** How long each of those who sleep still has to wait, the shortest first. */
  get waits(): number[] {
    return [...this.#sleepers].map(({ due }) => due - this.#now).sort((a, b) => a - b);
  }

  /** Lets everything happen that happens without time passing. */
  async rest(): Promise<void> {
    for (let round = 0; round < this.#rounds; round++) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Lets time pass, and everything happen that it brings with it. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.rest();
    for (;;) {
      const next = [...this.#sleepers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.#now = Math.max(this.#now, next.due);
      next.wake();
      await this.rest();
    }
    this.#now = end;
  }
}

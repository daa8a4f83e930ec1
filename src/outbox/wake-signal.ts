import type { Clock } from './clock';

/**
 * How loudly: `news` may gather for a while; `full` gains nothing by gathering; `urgent` may not wait, whatever has
 * failed.
 */
const LOUDNESS = { news: 1, full: 2, urgent: 3 };
export type Ring = keyof typeof LOUDNESS;

/** Lets a loop sleep until there is a reason not to. A ring is remembered until it is answered. */
export class WakeSignal {
  #rung: Ring | null = null;
  #waiting: { least: Ring; wake: AbortController } | null = null;

  get rung(): Ring | null {
    return this.#rung;
  }

  ring(ring: Ring): void {
    if (!this.#rung || isLoudEnough(ring, this.#rung)) this.#rung = ring;
    if (this.#waiting && isLoudEnough(ring, this.#waiting.least)) this.#waiting.wake.abort();
  }

  answer(): void {
    this.#rung = null;
  }

  /** Sleeps for `ms`, or until it is rung so loudly; not at all when it has been. */
  async sleep(clock: Clock, ms: number, least: Ring): Promise<void> {
    if (this.#rung && isLoudEnough(this.#rung, least)) return;
    const wake = new AbortController();
    this.#waiting = { least, wake };
    await clock.sleep(ms, wake.signal);
    this.#waiting = null;
  }
}

function isLoudEnough(ring: Ring, least: Ring): boolean {
  return LOUDNESS[ring] >= LOUDNESS[least];
}

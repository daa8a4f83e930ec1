import type { Clock } from './clock';

/**
 * How urgent a reason to wake is: `news` may gather for a while; `full` gains nothing by gathering; `urgent` may not
 * wait, whatever has failed.
 */
const PRIORITY = { news: 1, full: 2, urgent: 3 };
export type Urgency = keyof typeof PRIORITY;

/** Lets a loop sleep until there is a reason not to. One that comes while it is awake is kept until it is cleared. */
export class WakeSignal {
  #pending: Urgency | null = null;
  #sleeper: { least: Urgency; wake: AbortController } | null = null;

  /** The most urgent reason since the last {@link clear}. */
  get pending(): Urgency | null {
    return this.#pending;
  }

  raise(urgency: Urgency): void {
    if (!this.#pending || isAtLeast(urgency, this.#pending)) this.#pending = urgency;
    if (this.#sleeper && isAtLeast(urgency, this.#sleeper.least)) this.#sleeper.wake.abort();
  }

  clear(): void {
    this.#pending = null;
  }

  /** Sleeps for `ms`, or until a reason is raised that is at least so urgent; not at all when one is pending. */
  async sleep(clock: Clock, ms: number, least: Urgency): Promise<void> {
    if (this.#pending && isAtLeast(this.#pending, least)) return;
    const wake = new AbortController();
    this.#sleeper = { least, wake };
    await clock.sleep(ms, wake.signal);
    this.#sleeper = null;
  }
}

function isAtLeast(urgency: Urgency, least: Urgency): boolean {
  return PRIORITY[urgency] >= PRIORITY[least];
}

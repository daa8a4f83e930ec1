const MOST_WRONG = 10;
const WINDOW_MS = 60_000;
const MOST_PEERS = 1000;

/**
 * Who has given wrong keys of late, and is told to wait. A key cannot be guessed in any time, so the right one is never
 * refused for it.
 */
export class WrongKeys {
  readonly #wrong = new Map<string, { count: number; until: number }>();

  /** Milliseconds until this peer may try again; 0 when it may now. */
  wait(peer: string, now: number): number {
    const entry = this.#wrong.get(peer);
    if (!entry || entry.until <= now || entry.count < MOST_WRONG) return 0;
    return entry.until - now;
  }

  note(peer: string, now: number): void {
    const entry = this.#wrong.get(peer);
    if (entry && entry.until > now) {
      entry.count++;
      return;
    }
    this.#wrong.delete(peer);
    this.#wrong.set(peer, { count: 1, until: now + WINDOW_MS });
    const [oldest] = this.#wrong.keys();
    if (this.#wrong.size > MOST_PEERS) this.#wrong.delete(oldest!);
  }
}

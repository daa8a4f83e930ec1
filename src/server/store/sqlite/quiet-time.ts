/** So long nobody has written when the time is quiet. */
const QUIET_MS = 1_000;

/** Does work that can wait when nothing was written for a second. */
export class QuietTime {
  readonly #work: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(work: () => void) {
    this.#work = work;
  }

  /** Something is written. */
  interrupt(): void {
    if (this.#timer) this.#timer.refresh();
    else this.#timer = setTimeout(() => this.#begin(), QUIET_MS).unref();
  }

  end(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #begin(): void {
    this.end();
    this.#work();
  }
}

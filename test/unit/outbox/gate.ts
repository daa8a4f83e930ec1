/** What a page's work passes through: it stops while the page is frozen, and for ever when the page is dead. */
export class Gate {
  #isDead = false;
  #thawed: Promise<void> | null = null;
  #thaw: () => void = () => undefined;

  get isDead(): boolean {
    return this.#isDead;
  }

  freeze(): void {
    this.#thawed = new Promise((resolve) => (this.#thaw = resolve));
  }

  thaw(): void {
    this.#thawed = null;
    this.#thaw();
  }

  kill(): void {
    this.#isDead = true;
    this.thaw();
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) await this.#open();
    try {
      return await work();
    } finally {
      if (this.#isClosed) await this.#open();
    }
  }

  get #isClosed(): boolean {
    return this.#thawed !== null || this.#isDead;
  }

  async #open(): Promise<void> {
    while (this.#thawed) await this.#thawed;
    if (this.#isDead) await new Promise(() => undefined);
  }
}

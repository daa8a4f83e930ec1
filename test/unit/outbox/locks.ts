type Granted<T> = (lock: Lock | null) => T | Promise<T>;

interface Waiting {
  name: string;
  grant: () => void;
}

/** Node has no Web Locks: exclusive locks as pages of one origin see them, with what Spoor uses of the API. */
export class FakeLocks {
  readonly #held = new Set<string>();
  #waiting: Waiting[] = [];

  async request<T>(name: string, ...[first, second]: [Granted<T>] | [LockOptions, Granted<T>]): Promise<T> {
    const [options, granted] = second ? [first as LockOptions, second] : [{}, first as Granted<T>];
    if (this.#held.has(name)) {
      if (options.ifAvailable) return granted(null);
      await this.#wait(name, options.signal);
    } else this.#held.add(name);
    try {
      return await granted({ name, mode: 'exclusive' });
    } finally {
      this.#held.delete(name);
      const next = this.#waiting.findIndex((waiting) => waiting.name === name);
      if (next >= 0) this.#waiting.splice(next, 1)[0]!.grant();
    }
  }

  async query(): Promise<LockManagerSnapshot> {
    return {
      held: [...this.#held].map((name) => ({ name, mode: 'exclusive', clientId: 'c' })),
      pending: this.#waiting.map(({ name }) => ({ name, mode: 'exclusive', clientId: 'c' })),
    };
  }

  isHeld(name: string): boolean {
    return this.#held.has(name);
  }

  #wait(name: string, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        name,
        grant: () => {
          this.#held.add(name);
          resolve();
        },
      };
      this.#waiting.push(waiting);
      signal?.addEventListener('abort', () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        reject(signal.reason as Error);
      });
    });
  }
}

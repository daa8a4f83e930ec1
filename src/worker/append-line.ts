import { messageOf, type Answer, type Problem } from '../wire/index';
import { answer } from './answer';
import type { Batch } from './contract';
import { SET_ASIDE, type Connection } from './spawn';

/** The line to a worker by which batches go: an append whose worker dies is answered too, with a failure. */
export class AppendLine {
  readonly #onSetAside: () => void;
  readonly #unanswered = new Set<(answer: Answer<number>) => void>();
  #connection!: Connection;
  #death: Answer<number> | null = null;

  /** @param onSetAside the worker was ended because its page went into the back/forward cache. */
  constructor(connection: Connection, onSetAside: () => void) {
    this.#onSetAside = onSetAside;
    this.replace(connection);
  }

  /** Goes on with another worker. Listens once for its end: a race with that promise in each append would keep something of every batch for ever. */
  replace(connection: Connection): void {
    this.#connection = connection;
    this.#death = null;
    connection.failure.catch((error: unknown) => {
      if (this.#connection !== connection) return;
      if (error === SET_ASIDE) this.#onSetAside();
      this.end({ code: 'worker-failed', message: messageOf(error) });
    });
  }

  /** Every append fails from now on, until the worker is replaced. */
  end(problem: Problem): void {
    this.#death = { ok: false, problem };
    for (const settle of this.#unanswered) settle(this.#death);
  }

  /** Whether a worker takes what is appended now. */
  get isAlive(): boolean {
    return this.#death === null;
  }

  append(key: string, writer: string, batch: Batch): Promise<Answer<number>> {
    if (this.#death) return Promise.resolve(this.#death);
    return new Promise((resolve) => {
      const settle = (answered: Answer<number>) => {
        this.#unanswered.delete(settle);
        resolve(answered);
      };
      this.#unanswered.add(settle);
      void answer(() => this.#connection.engine.append(key, writer, batch), 'worker-failed').then(settle);
    });
  }
}

import { toProblem, type Answer, type Problem } from '../wire/index';
import { answer } from './answer';
import type { Batch } from './contract';
import { SET_ASIDE, type Connection } from './spawn';

/** The line to a worker by which batches go: once its worker is dead every append fails, until it has another. */
export class AppendLine {
  readonly #onSetAside: () => void;
  #connection!: Connection;
  #end: Problem | null = null;

  /** @param onSetAside the worker was ended because its page went into the back/forward cache. */
  constructor(connection: Connection, onSetAside: () => void) {
    this.#onSetAside = onSetAside;
    this.replace(connection);
  }

  /** Goes on with another worker. */
  replace(connection: Connection): void {
    this.#connection = connection;
    this.#end = null;
    connection.failure.catch((error: unknown) => {
      if (this.#connection !== connection) return;
      if (error === SET_ASIDE) this.#onSetAside();
      this.end(toProblem(error, 'worker-failed'));
    });
  }

  /** Every append fails with this from now on. */
  end(problem: Problem): void {
    this.#end = problem;
  }

  /** Whether a worker takes what is appended now. */
  get isAlive(): boolean {
    return this.#end === null;
  }

  async append(key: string, writer: string, batch: Batch): Promise<Answer<number>> {
    if (this.#end) return { ok: false, problem: this.#end };
    return answer(() => this.#connection.engine.append(key, writer, batch), 'worker-failed');
  }
}

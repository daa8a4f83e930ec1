import { toProblem, type Answer, type Problem } from '../wire/index';
import { answer } from './answer';
import type { Batch } from './contract';
import type { Connection } from './spawn';

/** The line to a worker by which batches go: once its worker is dead every append fails, until it has another. */
export class AppendLine {
  readonly #onEnd: (error: unknown) => void;
  #connection!: Connection;
  #end: Problem | null = null;

  /** @param onEnd the worker has ended, and why. */
  constructor(connection: Connection, onEnd: (error: unknown) => void) {
    this.#onEnd = onEnd;
    this.replace(connection);
  }

  /** Goes on with another worker. */
  replace(connection: Connection): void {
    this.#connection = connection;
    this.#end = null;
    connection.failure.catch((error: unknown) => {
      if (this.#connection !== connection) return;
      this.end(toProblem(error, 'worker-failed'));
      this.#onEnd(error);
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

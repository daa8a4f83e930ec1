import { toProblem, type Answer, type Problem } from '../wire/index';
import { answer } from '../thread/answer';
import type { Batch } from '../thread/contract';
import { ENDED, SET_ASIDE, type Connection } from '../thread/spawn';

const RETRY_MS = 1_000;

export interface LineEvents {
  /** Starts another worker and opens the run there, for the same writer. */
  reconnect(): Promise<Connection>;
  /** There is no other worker yet: it is tried again, unless the line is closed for it. */
  failed(problem: Problem): void;
}

/**
 * The line to a worker by which batches go: once its worker is dead every append fails, until another is in its place.
 * A page in the back/forward cache has none, and gets one when it is used again.
 */
export class BatchSender {
  readonly #events: LineEvents;
  #connection!: Connection;
  /** Why nothing can be appended; null while a worker is there. */
  #end: Problem | null = null;
  #isClosed = false;
  #recovery: Promise<void> | null = null;
  /** Resolves when the page returns from the back/forward cache; null while it is here. */
  #away: Promise<void> | null = null;
  #endAway: () => void = () => undefined;

  constructor(connection: Connection, events: LineEvents) {
    this.#events = events;
    this.#use(connection);
  }

  /** Whether a worker takes what is appended now. */
  get isAlive(): boolean {
    return this.#end === null;
  }

  /** Whether the page is in the back/forward cache. */
  get isAway(): boolean {
    return this.#away !== null;
  }

  /** The time between a failure and the next attempt; null when nothing has failed. */
  get recovery(): Promise<void> | null {
    return this.#recovery;
  }

  async append(key: string, writer: string, batch: Batch): Promise<Answer<number>> {
    if (this.#end) return { ok: false, problem: this.#end };
    return answer(() => this.#connection.engine.append(key, writer, batch), 'worker-failed');
  }

  /**
   * Resolves when what has failed can be given again. All that fails meanwhile shares the wait, so it is given again in
   * order.
   * @param isDead another worker is needed.
   */
  recover(isDead: boolean): Promise<void> {
    return (this.#recovery ??= this.#recover(isDead));
  }

  /** The page has returned. */
  comeBack(): void {
    if (!this.#away) return;
    // Its worker was ended: also where nobody has missed it yet.
    void this.recover(true);
    this.#away = null;
    this.#endAway();
  }

  /** Resolves when the page is back, and the first attempt to give it a worker has ended. */
  async present(): Promise<void> {
    await this.#away;
    await this.#recovery;
  }

  /** Every append fails with this from now on, and no other worker is started. */
  close(problem: Problem): void {
    this.#isClosed = true;
    this.#end = problem;
  }

  #use(connection: Connection): void {
    this.#connection = connection;
    this.#end = null;
    connection.failure.catch((error: unknown) => {
      if (this.#isClosed || this.#connection !== connection) return;
      this.#end = toProblem(error, 'worker-failed');
      if (error === SET_ASIDE) this.#away = new Promise((resolve) => (this.#endAway = resolve));
      // Also where nothing is to be appended: what waits is delivered by the next worker.
      else if (error !== ENDED) void this.recover(true);
    });
  }

  async #recover(isDead: boolean): Promise<void> {
    await (this.#away ?? new Promise((resolve) => setTimeout(resolve, RETRY_MS)));
    try {
      if (isDead && !this.#isClosed) this.#use(await this.#events.reconnect());
    } catch (error) {
      this.#events.failed(toProblem(error, 'worker-failed'));
    }
    this.#recovery = isDead && !this.isAlive && !this.#isClosed ? this.#recover(true) : null;
  }
}

import { Refusal } from '../trouble/refusal';
import type { Awaitable } from '../store/port/store';

const LIMIT = 64 * 1024 * 1024;

/**
 * How much text one request may move: so many characters from the store, and as many into the answer. Lines, configs
 * and summaries are as long as clients make them, and a query may ask for each a thousand times. What a client asks for
 * to resume a run always fits.
 */
export class TextBudget {
  #toRead = LIMIT;
  #toAnswer = LIMIT;
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * Reads when all that was asked for before is read and counted: the fields of a query are answered side by side.
   * `work` gets how many characters there may still be.
   *
   * @throws Refusal 413 when there are more.
   */
  read<T>(work: (length: number) => Awaitable<T>, textsOf: (found: T) => (string | null)[]): Promise<T> {
    const turn = this.#turn.then(async () => {
      this.check();
      const found = await work(this.#toRead);
      for (const text of textsOf(found)) this.#toRead -= text?.length ?? 0;
      this.check();
      return found;
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Counts what is answered. @throws Refusal 413 when it is too much. */
  answer(text: string): void {
    this.#toAnswer -= text.length;
    this.check();
  }

  /** Whether something was refused, or is to be. */
  get isSpent(): boolean {
    return this.#toRead < 0 || this.#toAnswer < 0;
  }

  /** @throws Refusal 413 when it is spent. */
  check(): void {
    if (!this.isSpent) return;
    throw new Refusal(
      413,
      `The answer would have more than ${LIMIT} characters; ask for less at a time: fewer rows, runs or fields.`,
    );
  }
}

import type { LinkState } from '../../outbox/drain';
import { DeliveryError, messageOf, type Problem } from '../../wire/index';
import { isRefusal } from '../../outbox/retry-pace';

/** How it stands with the upstream server. Each change is one line on the console, and none of the requests between. */
export class UpstreamHealth {
  readonly #host: string;
  readonly #report: (line: string) => void;
  #state: LinkState = 'connecting';
  #problem: Problem | null = null;

  constructor(host: string, report: (line: string) => void) {
    this.#host = host;
    this.#report = report;
  }

  get state(): LinkState {
    return this.#state;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  /** Returns whether it was down before. */
  up(): boolean {
    const wasDown = this.#problem !== null;
    this.#become('online', null);
    return wasDown;
  }

  down(error: unknown): void {
    this.#become(isRefusal(error) ? 'refused' : 'waiting', problemOf(error, this.#host));
  }

  #become(state: LinkState, problem: Problem | null): void {
    const changed = state !== this.#state;
    this.#state = state;
    this.#problem = problem;
    if (!changed) return;
    this.#report(
      problem
        ? `Forwarding to ${this.#host} is ${state}: ${problem.message} Runs are stored here and follow later.`
        : `Forwarding to ${this.#host} is ${state}.`,
    );
  }
}

/** What went wrong, in words for whoever runs this server: the client's own are for the author of a page. */
export function problemOf(error: unknown, host: string): Problem {
  if (!(error instanceof DeliveryError)) return { code: 'unexpected', message: messageOf(error) };
  const { code } = error;
  if (code === 'unreachable') return { code, message: `There is no proper answer from ${host}.` };
  if (code === 'unauthorized') return { code, message: `${host} does not accept the key for this.` };
  return { code, message: error.message };
}

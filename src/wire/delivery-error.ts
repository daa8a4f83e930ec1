import { SpoorError, type ProblemCode } from './problem';

/**
 * Why a delivery failed, as the sender needs to know it.
 *
 * `unreachable` (no answer) and `busy` (408, 425, 429, 5xx) pass by themselves. `unauthorized` (401, 403), `refused`
 * and `not-found` need somebody: sending pauses, writing goes on. `too-large` (413) asks for smaller requests.
 */
export class DeliveryError extends SpoorError {
  /** How long the backend asks us to wait, in milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ProblemCode,
    message: string,
    { retryAfter, cause }: { retryAfter?: number | undefined; cause?: unknown } = {},
  ) {
    super(code, message, { cause });
    this.retryAfter = retryAfter;
  }
}

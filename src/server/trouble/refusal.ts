import { StoreRefusal, type StoreRefusalReason } from '../store/port/store';

/**
 * A request that the server will not carry out, with the HTTP status of the answer and a sentence for whoever sent it.
 * Every such answer has the shape of a GraphQL error, because W&B's clients show the text of `errors[0].message` and of
 * nothing else.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 415 | 416 | 499;

  constructor(status: Refusal['status'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** For what somebody has sent and the server does not take. */
export function badRequest(sentence: string): Refusal {
  return new Refusal(400, sentence.charAt(0).toUpperCase() + sentence.slice(1));
}

/** After 413 a client sends less at a time; after 400 it gives up what it has sent. */
const STATUSES: Record<StoreRefusalReason, Refusal['status']> = {
  'gap-too-large': 400,
  'no-room': 400,
  'too-many-keys': 413,
  'not-uploaded': 400,
};

/** What is answered when this was thrown, if whoever sent the request is to blame for it; null otherwise. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof StoreRefusal) return new Refusal(STATUSES[error.reason], error.message, { cause: error });
  return null;
}

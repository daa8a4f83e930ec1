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

/**
 * Why a store does not take what it is given. It says nothing of HTTP: which status an answer then has is told at the
 * edge of the server, by `refusalOf`.
 */
export type StoreRefusalReason =
  /** A line lies further behind the end of its stream than lines may be missing. */
  | 'gap-too-large'
  /** A stream of the run has as many lines as can be counted. */
  | 'no-room'
  /** The lines of one delivery would change too many columns at once. */
  | 'too-many-keys'
  /** An artifact names a file whose content is not there. */
  | 'not-uploaded';

/** What was to be written breaks a rule of the store: nothing of it was stored. The message says what to do. */
export class StoreRefusal extends Error {
  override readonly name = 'StoreRefusal';
  /** Stable: programs may compare it. */
  readonly reason: StoreRefusalReason;

  constructor(reason: StoreRefusalReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

import type { JournaledRun } from '../../journal/index';
import type { Ledger, OwedRun } from '../ledger';
import type { Channel } from './channel';

/** What delivers one kind of what a run owes. */
export interface Deliverable {
  /**
   * Delivers the first of its kind that the run owes, or comes nearer to that, and notes in the journal what is done.
   * False when none is owed. Done again, after a crash before the note, it has no further effect.
   *
   * @throws DeliveryError why it could not be delivered; it is then owed as before.
   */
  next(run: OwedRun): Promise<boolean>;
}

/** One kind of what a run may owe. */
export interface DeliverableKind {
  new (channel: Channel): Deliverable;
  /** Whether a run whose page is gone owes any. */
  isOwed(run: JournaledRun, ledger: Pick<Ledger, 'filePaths'>): boolean | Promise<boolean>;
}

import { DeliveryError } from '../wire/index';
import type { Ledger, OwedRun } from './ledger';

/**
 * The run that a fork is forked from still waits in this browser. No backend has failed, so it is looked again soon.
 */
export class ParentFirst extends DeliveryError {
  constructor(id: string) {
    super('busy', `The run ${id}, which this one is forked from, is delivered first.`);
  }
}

/**
 * A backend gives a new fork the rows that it has of the parent, once. So it hears of the fork when it has all that
 * this browser knew of the parent.
 *
 * @throws ParentFirst
 */
export async function parentFirst({ parent }: OwedRun, journal: Ledger): Promise<void> {
  const found = parent && (await journal.load(parent.key));
  if (found && (found.identity === null || found.acknowledged.history < parent.end))
    throw new ParentFirst(found.record.id);
}

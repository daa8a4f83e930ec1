import { DeliveryError } from '../../wire/index';
import type { JournaledRun } from '../../journal/index';
import type { OwedRun } from '../ledger';
import type { Channel } from './channel';
import type { Deliverable } from './deliverable';

/** What the run has to say to people. One that the backend refuses does not hold up the others. */
export class Alerts implements Deliverable {
  readonly #channel: Channel;

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  static isOwed({ alerts }: JournaledRun): boolean {
    return alerts.length > 0;
  }

  async next(run: OwedRun): Promise<boolean> {
    const { journal, backend, events } = this.#channel;
    const [alert] = run.alerts;
    if (!alert) return false;
    try {
      await backend.alert(run.identity!, run.record.id, alert);
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.code !== 'refused') throw error;
      events.dropped('refused', `the alert "${alert.title}": ${error.message}`);
    }
    await journal.update(
      run.key,
      (stored) => (stored.alerts = stored.alerts.filter(({ at, title }) => at !== alert.at || title !== alert.title)),
    );
    return true;
  }
}

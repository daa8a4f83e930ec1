import type { JournaledRun } from '../../journal/index';
import type { OwedRun } from '../ledger';
import { isTooLarge, type Channel } from './channel';
import type { Deliverable } from './deliverable';

/** The end of the run, with the whole summary. */
export class Exit implements Deliverable {
  readonly #channel: Channel;

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  static isOwed({ exitCode, exitSent }: Pick<JournaledRun, 'exitCode' | 'exitSent'>): boolean {
    return exitCode !== null && !exitSent;
  }

  async next(run: OwedRun): Promise<boolean> {
    const channel = this.#channel;
    if (!Exit.isOwed(run)) return false;
    try {
      await channel.send(run, { ...channel.beside(run), exit: run.exitCode! });
    } catch (error) {
      if (!isTooLarge(error) || channel.leavesOutSummary) throw error;
      channel.leavesOutSummary = true;
      channel.tooLarge('the summary');
      return true;
    }
    await channel.journal.update(run.key, (stored) => (stored.exitSent = stored.exitCode === run.exitCode));
    return true;
  }
}

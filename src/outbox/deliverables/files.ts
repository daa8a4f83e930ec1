import { DeliveryError } from '../../wire/index';
import type { JournaledRun } from '../../journal/index';
import type { Ledger, OwedRun } from '../ledger';
import type { Channel } from './channel';
import type { Deliverable } from './deliverable';

/** Media and saved files, one by one. */
export class Files implements Deliverable {
  readonly #channel: Channel;
  /** The file that the backend found no place for; when it finds none after another introduction, it is dropped. */
  #homeless: string | null = null;

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  static async isOwed({ key }: JournaledRun, ledger: Pick<Ledger, 'filePaths'>): Promise<boolean> {
    return (await ledger.filePaths(key)).length > 0;
  }

  async next(run: OwedRun): Promise<boolean> {
    const { journal, backend, events } = this.#channel;
    const [path] = await journal.filePaths(run.key);
    const file = path === undefined ? undefined : await journal.file(run.key, path);
    if (!file) return false;
    try {
      await backend.upload(run.identity!, run.record.id, file);
      this.#channel.uploaded.push(file.path);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      if (error.code === 'not-found' && this.#homeless !== file.path) {
        this.#homeless = file.path;
        await this.#channel.forgetIdentity(run);
        throw error;
      }
      // What is wrong with this one file must not hold up the others.
      if (!['refused', 'too-large', 'not-found'].includes(error.code)) throw error;
      events.dropped(error.code, `the file ${file.path}: ${error.message}`);
    }
    await journal.removeFile(run.key, file);
    return true;
  }
}

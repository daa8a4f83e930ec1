import { DeliveryError, wallTime, type FileStreamRequest, type ProblemCode, type RunIdentity } from '../wire/index';
import type { Backend } from '../backend/backend';
import { introduce } from './introduce';
import type { Ledger, OwedRun } from './ledger';
import { isInterrupted } from './owed';
import { Packer } from './packer';
import { emptyRow, summaryFile, type Parcel } from './parcel';

export interface DeliveryEvents {
  /** The backend knows the run, under these names. */
  introduced(identity: RunIdentity): void;
  acknowledged(run: OwedRun): void;
  /** Somebody has asked the run to stop. */
  stopped(): void;
  dropped(reason: ProblemCode, detail: string): void;
}

export interface DeliveryOptions {
  key: string;
  journal: Ledger;
  backend: Backend;
  events: DeliveryEvents;
}

/**
 * The steps that bring one run to the backend. After each the journal says what remains, so that a crash between two of
 * them repeats at most one, and a repeated step has no further effect.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #packer: Packer;
  /** Less when the backend has found a request too large. */
  #mostLines = Infinity;
  #uploaded: string[] = [];
  #announced: string | null = null;
  readonly #foundTooLarge = new Set<string>();
  /** The summary may be what made a request too large. */
  #leavesOutSummary = false;
  /** Rows were acknowledged without the summary that they lead to. */
  #owesSummary = false;
  /**
   * The file that the backend found no place for; when it still finds none after the run was introduced again, it is
   * dropped.
   */
  #homeless: string | null = null;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#packer = new Packer(options.journal);
  }

  /** Takes the next step; false when nothing is owed. Rejects with the step's failure. */
  async next(): Promise<boolean> {
    const { key, journal, backend } = this.#options;
    let isRefused = false;
    const run = await introduce(key, journal, backend, (what) => {
      this.#tooLarge(what);
      isRefused ||= what === 'the summary';
    });
    if (this.#owesSummary) [this.#leavesOutSummary, this.#owesSummary] = [isRefused, false];
    if (!run) return false;
    this.#announce(run.identity!);
    return (
      (await this.#sendLines(run)) ||
      (await this.#sendAlert(run)) ||
      (await this.#uploadFile(run)) ||
      (await this.#sendExit(run))
    );
  }

  /** Said once: what is too large now is too large in each request. */
  #tooLarge(what: string): void {
    if (this.#foundTooLarge.has(what)) return;
    this.#foundTooLarge.add(what);
    this.#options.events.dropped('too-large', `${what} is larger than the server takes and is not shown there`);
  }

  #announce(identity: RunIdentity): void {
    if (identity.storageId === this.#announced) return;
    this.#announced = identity.storageId;
    this.#options.events.introduced(identity);
  }

  async heartbeat(): Promise<void> {
    const { journal, key } = this.#options;
    const run = await journal.load(key);
    if (!run?.identity || run.exitCode !== null) return;
    await this.#send(run, {});
    await journal.update(key, (stored) => (stored.updatedAt = wallTime()));
  }

  /**
   * Says when the run's page was last alive, where nobody is left to end the run. To be called when nothing else is
   * owed.
   */
  async interrupt(): Promise<void> {
    const { journal, key } = this.#options;
    const run = await journal.load(key);
    if (!run?.identity || !isInterrupted(run)) return;
    await this.#send(run, { interrupted: run.updatedAt / 1000 });
    await journal.update(key, (stored) => (stored.interruptedAt = run.updatedAt));
  }

  async #sendLines(run: OwedRun): Promise<boolean> {
    const parcel = await this.#packer.pack(run, this.#mostLines);
    if (!parcel) return false;
    this.#packer.prepareAfter(parcel, run, this.#mostLines);
    try {
      await this.#send(run, {
        files: { ...parcel.files, ...this.#summaryFile({ ...run, summary: parcel.summary }) },
        ...(this.#uploaded.length > 0 && { uploaded: this.#uploaded }),
      });
    } catch (error) {
      if (!(error instanceof DeliveryError && error.code === 'too-large')) throw error;
      await this.#shrink(run, parcel);
      return true;
    }
    this.#uploaded = [];
    this.#mostLines *= 2;
    await this.#acknowledge(run, parcel);
    return true;
  }

  /**
   * The backend takes no request of this size: half of it; a single row without the summary; at last of the row only
   * its place, so that the lines after it keep their numbers.
   */
  async #shrink(run: OwedRun, parcel: Parcel): Promise<void> {
    if (parcel.lineCount > 1) {
      this.#mostLines = Math.floor(parcel.lineCount / 2);
      return;
    }
    if (!this.#leavesOutSummary) {
      this.#leavesOutSummary = true;
      return;
    }
    // It was the row, then.
    this.#leavesOutSummary = false;
    const files = Object.entries(parcel.files).map(
      ([name, { offset, content }]) => [name, { offset, content: content.map(emptyRow) }] as const,
    );
    await this.#send(run, { files: Object.fromEntries(files) });
    this.#options.events.dropped('too-large', 'a row that the server refuses as too large; its values were dropped');
    await this.#acknowledge(run, { ...parcel, summary: run.summary, counts: run.counts });
  }

  async #acknowledge(run: OwedRun, parcel: Parcel): Promise<void> {
    const { journal, events } = this.#options;
    const change = (stored: OwedRun) => {
      stored.summary = parcel.summary;
      stored.counts = parcel.counts;
      // The backend has not been told of it; it is, apart from the rows, when the run is introduced again.
      if (this.#leavesOutSummary) stored.revision++;
    };
    this.#owesSummary = this.#leavesOutSummary;
    events.acknowledged(await journal.acknowledge(run, parcel, change));
  }

  async #sendAlert(run: OwedRun): Promise<boolean> {
    const { journal, backend, events } = this.#options;
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

  async #uploadFile(run: OwedRun): Promise<boolean> {
    const { journal, backend, events } = this.#options;
    const [path] = await journal.filePaths(run.key);
    const file = path === undefined ? undefined : await journal.file(run.key, path);
    if (!file) return false;
    try {
      await backend.upload(run.identity!, run.record.id, file);
      this.#uploaded.push(file.path);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      if (error.code === 'not-found' && this.#homeless !== file.path) {
        this.#homeless = file.path;
        await journal.update(run.key, (stored) => (stored.identity = null));
        throw error;
      }
      // What is wrong with this one file must not hold up the others.
      if (!['refused', 'too-large', 'not-found'].includes(error.code)) throw error;
      events.dropped(error.code, `the file ${file.path}: ${error.message}`);
    }
    await journal.removeFile(run.key, file);
    return true;
  }

  /** The end travels only when nothing else is left to send. */
  async #sendExit(run: OwedRun): Promise<boolean> {
    if (run.exitCode === null || run.exitSent) return false;
    try {
      await this.#send(run, {
        files: this.#summaryFile(run),
        ...(this.#uploaded.length > 0 && { uploaded: this.#uploaded }),
        complete: true,
        exitcode: run.exitCode,
      });
    } catch (error) {
      if (!(error instanceof DeliveryError && error.code === 'too-large') || this.#leavesOutSummary) throw error;
      this.#leavesOutSummary = true;
      this.#tooLarge('the summary');
      return true;
    }
    this.#uploaded = [];
    await this.#options.journal.update(run.key, (stored) => (stored.exitSent = stored.exitCode === run.exitCode));
    return true;
  }

  #summaryFile(run: OwedRun): NonNullable<FileStreamRequest['files']> {
    return this.#leavesOutSummary ? {} : summaryFile(run);
  }

  async #send(run: OwedRun, request: FileStreamRequest): Promise<void> {
    const { backend, events, journal } = this.#options;
    try {
      const { stopped } = await backend.send(run.identity!, run.record.id, request);
      if (stopped === true) events.stopped();
    } catch (error) {
      // The backend does not know the run (any more): it is introduced again before the next attempt.
      if (error instanceof DeliveryError && error.code === 'not-found')
        await journal.update(run.key, (stored) => (stored.identity = null));
      throw error;
    }
  }
}

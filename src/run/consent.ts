import type { Row, RunIdentity, RunRecord } from '../wire/index';
import type { HistoryPage, LastWords } from '../thread/contract';
import type { SideStream } from '../link/side-streams';
import type { PendingRow } from '../link/pending-row';
import type { HistorySource } from './history';
import type { Change } from '../link/pending-changes';
import type { Recorder } from './recorder';
import type { StatusReporter } from './status/status-reporter';

const NO_ROWS: HistoryPage = { lines: [], next: null, isPart: false };

/**
 * Holds a run in this page's memory until its user has agreed: no worker, no journal, no network, no last words. Then
 * everything goes where it would have gone; or, when the user refuses, nowhere, and rows are counted as
 * `consent-denied`.
 */
export class HeldRecorder implements Recorder {
  readonly #reporter: StatusReporter;
  readonly #open: () => Promise<Recorder>;
  #recorder: Recorder | null = null;
  /** What the recorder is to be told once there is one, in order; and how many rows are in it. */
  #held: ((recorder: Recorder) => void)[] = [];
  #heldRows = 0;
  #decide!: (recorder: Recorder | null) => void;
  readonly #decided = new Promise<Recorder | null>((resolve) => (this.#decide = resolve));

  /** @param open opens the run for real; called at most once, after `grant`. */
  constructor(reporter: StatusReporter, open: () => Promise<Recorder>) {
    this.#reporter = reporter;
    this.#open = open;
    reporter.status.consent = 'pending';
  }

  async grant(): Promise<void> {
    const { status } = this.#reporter;
    if (status.consent !== 'pending') return;
    status.consent = 'granted';
    let recorder;
    try {
      recorder = await this.#open();
    } catch (error) {
      // Nothing is lost: it can be granted again.
      status.consent = 'pending';
      throw error;
    }
    for (const tell of this.#held.splice(0)) tell(recorder);
    this.#recorder = recorder;
    this.#decide(recorder);
  }

  deny(): void {
    const { status } = this.#reporter;
    if (status.consent !== 'pending') return;
    status.consent = 'denied';
    this.#held = [];
    if (this.#heldRows > 0) this.#refuse(this.#heldRows);
    this.#decide(null);
  }

  get identity(): RunIdentity | null {
    return this.#recorder?.identity ?? null;
  }

  watchOpenRow(read: () => string | null): void {
    this.#tell((recorder) => recorder.watchOpenRow(read));
  }

  append(row: string | PendingRow, nextStep: number): void {
    if (this.#reporter.status.consent === 'denied') return this.#refuse(1);
    if (!this.#recorder) this.#heldRows++;
    this.#tell((recorder) => recorder.append(row, nextStep));
  }

  change(change: Change): void {
    // An empty one says that the open row has changed, which is read when there is somebody to read it.
    if (this.#recorder || Object.keys(change).length > 0) this.#tell((recorder) => recorder.change(change));
  }

  appendLines(stream: SideStream, lines: string[]): void {
    this.#tell((recorder) => recorder.appendLines(stream, lines));
  }

  async flush(): Promise<void> {
    await (await this.#decided)?.flush();
  }

  async synced(): Promise<void> {
    await (await this.#decided)?.synced();
  }

  async finish(exitCode: number): Promise<boolean> {
    return (await (await this.#decided)?.finish(exitCode)) ?? false;
  }

  async close(): Promise<void> {
    await this.#recorder?.close();
  }

  get history(): HistorySource {
    return {
      waiting: async (from) => (await this.#decided)?.history.waiting(from) ?? NO_ROWS,
      delivered: async (from) => (await this.#decided)?.history.delivered(from) ?? NO_ROWS,
    };
  }

  lastWords(record: RunRecord, pinned: Row): LastWords | null {
    return this.#recorder?.lastWords(record, pinned) ?? null;
  }

  #tell(tell: (recorder: Recorder) => void): void {
    if (this.#recorder) tell(this.#recorder);
    else if (this.#reporter.status.consent !== 'denied') this.#held.push(tell);
  }

  #refuse(rows: number): void {
    this.#reporter.drop('consent-denied', 'the user of this page does not want to be tracked', rows);
  }
}

import type { Row, RunIdentity, RunRecord } from '../wire/index';
import type { LastWords } from '../worker/contract';
import type { SideStream } from '../worker/side-streams';
import type { Slot } from '../worker/slot';
import type { HistorySource } from './history';
import type { Recorder, RunChange } from './recorder';
import type { Tally } from './status/tally';

const nothing = async () => ({ lines: [], next: null, isPart: false });
const NOTHING: HistorySource = { waiting: nothing, delivered: nothing };

/** Whether a run may be kept and sent. */
export type Consent = 'granted' | 'pending' | 'denied';

/**
 * Holds a run in this page's memory until its user has agreed: no worker, no journal, no network, no last words. Then everything goes where it
 * would have gone; or, when the user refuses, nowhere, and rows are counted as `consent-denied`.
 */
export class HeldRecorder implements Recorder {
  readonly #tally: Tally;
  readonly #open: () => Promise<Recorder>;
  #recorder: Recorder | null = null;
  #rows: { row: string | Slot; nextStep: number }[] = [];
  #changes: RunChange[] = [];
  #lines: { stream: SideStream; lines: string[] }[] = [];
  #readOpenRow: () => string | null = () => null;
  #decide!: (recorder: Recorder | null) => void;
  readonly #decided = new Promise<Recorder | null>((resolve) => (this.#decide = resolve));

  /** @param open opens the run for real; called at most once, after `grant`. */
  constructor(tally: Tally, open: () => Promise<Recorder>) {
    this.#tally = tally;
    this.#open = open;
    tally.status.consent = 'pending';
  }

  async grant(): Promise<void> {
    if (this.#tally.status.consent !== 'pending') return;
    this.#tally.status.consent = 'granted';
    let recorder;
    try {
      recorder = await this.#open();
    } catch (error) {
      // Nothing is lost: it can be granted again.
      this.#tally.status.consent = 'pending';
      throw error;
    }
    recorder.watchOpenRow(this.#readOpenRow);
    for (const change of this.#changes.splice(0)) recorder.change(change);
    for (const { stream, lines } of this.#lines.splice(0)) recorder.appendLines(stream, lines);
    for (const { row, nextStep } of this.#rows.splice(0)) recorder.append(row, nextStep);
    this.#recorder = recorder;
    this.#decide(recorder);
  }

  deny(): void {
    if (this.#tally.status.consent !== 'pending') return;
    this.#tally.status.consent = 'denied';
    this.#changes = [];
    this.#lines = [];
    const rows = this.#rows.splice(0).length;
    if (rows > 0) this.#refuse(rows);
    this.#decide(null);
  }

  get identity(): RunIdentity | null {
    return this.#recorder?.identity ?? null;
  }

  watchOpenRow(read: () => string | null): void {
    this.#readOpenRow = read;
  }

  append(row: string | Slot, nextStep: number): void {
    if (this.#recorder) this.#recorder.append(row, nextStep);
    else if (this.#tally.status.consent === 'denied') this.#refuse(1);
    else this.#rows.push({ row, nextStep });
  }

  change(change: RunChange): void {
    if (this.#recorder) this.#recorder.change(change);
    else if (this.#tally.status.consent === 'pending' && Object.keys(change).length > 0) this.#changes.push(change);
  }

  appendLines(stream: SideStream, lines: string[]): void {
    if (this.#recorder) this.#recorder.appendLines(stream, lines);
    else if (this.#tally.status.consent === 'pending') this.#lines.push({ stream, lines });
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
    const of = async () => (await this.#decided)?.history ?? NOTHING;
    return { waiting: async (from) => (await of()).waiting(from), delivered: async (from) => (await of()).delivered(from) };
  }

  lastWords(record: RunRecord, pinned: Row): LastWords | null {
    return this.#recorder?.lastWords(record, pinned) ?? null;
  }

  #refuse(rows: number): void {
    this.#tally.drop('consent-denied', 'the user of this page does not want to be tracked', rows);
  }
}

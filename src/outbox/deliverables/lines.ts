import { STREAM_NAMES, type StreamName } from '../../wire/index';
import type { JournaledRun } from '../../journal/index';
import type { NumberedLines } from '../../backend/backend';
import type { OwedRun } from '../ledger';
import { isTooLarge, type Channel } from './channel';
import type { Deliverable } from './deliverable';
import { Packer } from './packer';
import { emptyRow, type Parcel } from './parcel';

/** The lines of all streams, a parcel at a time, with the summary that its rows lead to. */
export class Lines implements Deliverable {
  readonly #channel: Channel;
  readonly #packer: Packer;
  /** Less when the backend has found a delivery too large. */
  #mostLines = Infinity;

  constructor(channel: Channel) {
    this.#channel = channel;
    this.#packer = new Packer(channel.journal);
  }

  static isOwed({ openRow, acknowledged, next }: JournaledRun): boolean {
    return openRow !== null || STREAM_NAMES.some((stream) => acknowledged[stream] < next[stream]);
  }

  async next(run: OwedRun): Promise<boolean> {
    const parcel = await this.#packer.pack(run, this.#mostLines);
    if (!parcel) return false;
    this.#packer.prepareAfter(parcel, run, this.#mostLines);
    const { streams, summary } = parcel;
    try {
      await this.#channel.send(run, { streams, ...this.#channel.beside({ ...run, summary }) });
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      await this.#shrink(run, parcel);
      return true;
    }
    this.#mostLines *= 2;
    await this.#acknowledge(run, parcel);
    return true;
  }

  /**
   * The backend has refused a delivery as too large, and the next is smaller: half as many lines; when it was a single
   * one, that without the summary; at last only the row's step and time, so that the lines after it keep their numbers.
   */
  async #shrink(run: OwedRun, parcel: Parcel): Promise<void> {
    const channel = this.#channel;
    if (parcel.lineCount > 1) {
      this.#mostLines = Math.floor(parcel.lineCount / 2);
      return;
    }
    if (!channel.leavesOutSummary) {
      channel.leavesOutSummary = true;
      return;
    }
    // It was the row, then.
    channel.leavesOutSummary = false;
    await channel.send(run, { streams: emptied(parcel.streams) });
    channel.events.dropped('too-large', 'a row that the server refuses as too large; its values were dropped');
    await this.#acknowledge(run, { ...parcel, summary: run.summary, counts: run.counts });
  }

  async #acknowledge(run: OwedRun, parcel: Parcel): Promise<void> {
    const { journal, events, leavesOutSummary } = this.#channel;
    const change = (stored: OwedRun) => {
      stored.summary = parcel.summary;
      stored.counts = parcel.counts;
      // The backend does not have the summary yet: it gets it, without rows, when the run is introduced again.
      if (leavesOutSummary) stored.revision++;
    };
    this.#channel.owesSummary = leavesOutSummary;
    events.acknowledged(await journal.acknowledge(run, parcel, change));
  }
}

function emptied(streams: Parcel['streams']): Parcel['streams'] {
  const entries = Object.entries(streams) as [StreamName, NumberedLines][];
  return Object.fromEntries(
    entries.map(([stream, { offset, lines }]) => [stream, { offset, lines: lines.map(emptyRow) }]),
  );
}

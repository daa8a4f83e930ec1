import { formatLine, DeliveryError, STREAM_NAMES } from '../../wire/index';
import type { Ledger, OwedRun } from '../ledger';
import { PARCEL_BYTES, packParcel, type Parcel } from './parcel';

/**
 * Packs the parcels of a run. Where lines wait for more than one, the next is packed while the backend works on the one
 * before: read, parsed and folded on this side in the time that it takes to be stored on the other.
 */
export class Packer {
  readonly #journal: Ledger;
  #prepared: { from: string; parcel: Promise<Parcel | null> } | null = null;

  constructor(journal: Ledger) {
    this.#journal = journal;
  }

  /** What is to be sent next, at most `mostLines`; null when no lines are owed. */
  async pack(run: OwedRun, mostLines: number): Promise<Parcel | null> {
    const prepared = this.#prepared;
    this.#prepared = null;
    const parcel = prepared?.from === place(run, mostLines) ? await prepared.parcel : null;
    return parcel ?? this.#pack(run, mostLines);
  }

  /**
   * Begins with the parcel after this one, which is about to be sent. One that is not full is not kept: more lines come
   * while this one travels.
   */
  prepareAfter({ isFull, acknowledged, summary, counts }: Parcel, run: OwedRun, mostLines: number): void {
    if (!isFull) return;
    const next = { ...run, acknowledged, summary, counts };
    const parcel = this.#pack(next, mostLines).then(
      (packed) => (packed?.isFull ? packed : null),
      () => null,
    );
    this.#prepared = { from: place(next, mostLines), parcel };
  }

  async #pack(run: OwedRun, mostLines: number): Promise<Parcel | null> {
    const owed: Parameters<typeof packParcel>[1] = {};
    for (const stream of STREAM_NAMES) {
      if (run.acknowledged[stream] < run.next[stream]) {
        owed[stream] = await this.#journal.read(run.key, stream, run.acknowledged[stream], PARCEL_BYTES);
        const { offset, lines } = owed[stream];
        if ((offset !== run.acknowledged[stream] || lines.length === 0) && !this.#journal.waitsForGaps)
          throw new DeliveryError(
            'busy',
            'Lines that were to be sent have left the journal: another page of this site delivers them.',
          );
      }
    }
    return packParcel(run, owed, { bytes: PARCEL_BYTES, lines: mostLines });
  }
}

/** All that a parcel depends on, besides the lines themselves, which never change. */
function place({ base, acknowledged, summary, counts, replacements, record }: OwedRun, mostLines: number): string {
  return formatLine({ base, acknowledged, summary, counts, replacements, metrics: record.metrics, mostLines });
}

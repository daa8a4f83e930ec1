import { performance } from 'node:perf_hooks';
import { messageOf } from '../../wire/index';
import { troubleOf, type Trouble } from './storage-trouble';

/** The disk is not tried more often, however often somebody asks. */
const TRIAL_PAUSE_MS = 1000;

interface Place {
  /** The data folder. */
  data: string;
  /** Stores something of some size, everywhere where data is stored, and removes it. */
  tryToStore: () => Promise<void>;
  /** Copies the database, which nobody but this server may have any more, and returns where to. */
  rescue: () => Promise<string>;
  report: (line: string) => void;
}

/**
 * Whether the server can store what it is sent. It cannot, from the first write that fails until a trial succeeds: that
 * smaller writes still find room says nothing.
 */
export class Health {
  readonly #place: Place;
  #trouble: Trouble | null = null;
  #trial: Promise<void> | null = null;
  #triedAt = -Infinity;

  constructor(place: Place) {
    this.#place = place;
  }

  /**
   * To be called with what was thrown where something was to be stored. Null when the place is not the reason; else
   * why, which is said once.
   */
  blame(error: unknown): Trouble | null {
    const trouble = troubleOf(error);
    if (!trouble) return null;
    const isNew = this.#trouble?.kind !== trouble.kind;
    this.#trouble = trouble;
    if (isNew) {
      this.#place.report(
        `Nothing can be stored in ${this.#place.data}: ${messageOf(error)}. ${ADVICE[trouble.kind]} Senders are told to keep what they have and send it again.`,
      );
      if (trouble.kind === 'gone') void this.#rescue();
    }
    return trouble;
  }

  async #rescue(): Promise<void> {
    const { rescue, report } = this.#place;
    try {
      report(`A copy of that database, with all that was ever acknowledged, is in ${await rescue()}.`);
    } catch (error) {
      report(
        `That database could not be copied, so this server alone has it and must not be stopped before it is: ${messageOf(error)}.`,
      );
    }
  }

  /** What is wrong now; null when nothing is known to be. */
  async check(): Promise<Trouble | null> {
    if (this.#trouble) await (this.#trial ??= this.#try().finally(() => (this.#trial = null)));
    return this.#trouble;
  }

  async #try(): Promise<void> {
    if (performance.now() - this.#triedAt < TRIAL_PAUSE_MS) return;
    this.#triedAt = performance.now();
    try {
      await this.#place.tryToStore();
    } catch (error) {
      if (!this.blame(error)) throw error;
      return;
    }
    this.#trouble = null;
    this.#place.report(`${this.#place.data} takes data again.`);
  }
}

const ADVICE: Record<Trouble['kind'], string> = {
  full: 'Make room on its disk.',
  'read-only': 'Make it writable.',
  damaged: 'Stop the server and restore spoor.db from a backup.',
  gone: 'Put the very file back, or stop the server and restore a backup.',
  failing: 'Look after its disk.',
};

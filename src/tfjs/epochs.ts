import type { Run } from '../run/run';
import { isRow } from '../wire/index';

/** How the epochs of a run were counted last. */
interface Count {
  /** The run's number of the next epoch. */
  next: number;
  /** What the last `fit` called the epoch after its last. */
  end: number;
  /** How much the run's numbers were ahead of those of the last `fit`. */
  offset: number;
}

const COUNTS = new WeakMap<Run, Count>();

/** Numbers the epochs of a run, which go on where `fit` begins at 0 again. */
export class Epochs {
  /** The epoch that is under way. */
  current = 0;
  readonly #count: Count;
  #offset: number | null = null;

  constructor(run: Run) {
    const kept = run.resumed ? run.summary['epoch'] : undefined;
    // As `defineMetric` may have said.
    const last = isRow(kept) ? (kept['last'] ?? kept['max']) : kept;
    this.#count = COUNTS.get(run) ?? { next: Number.isSafeInteger(last) ? Number(last) + 1 : 0, end: 0, offset: 0 };
    COUNTS.set(run, this.#count);
  }

  /** Another `fit` begins. */
  restart(): void {
    this.#offset = null;
  }

  begin(epoch: number): void {
    const count = this.#count;
    this.#offset ??= epoch === 0 ? count.next : this.#goesOn(epoch) ? count.offset : 0;
    this.current = epoch + this.#offset;
    Object.assign(count, { next: this.current + 1, end: epoch + 1, offset: this.#offset });
  }

  /**
   * Whether `initialEpoch` is where the last `fit` has ended. Another one says itself where the run stands: at a
   * checkpoint, for example.
   */
  #goesOn(initialEpoch: number): boolean {
    return initialEpoch === this.#count.end;
  }
}

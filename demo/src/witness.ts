import * as tf from '@tensorflow/tfjs';

/** A row as the page logged it, noted apart from Spoor. */
export interface SeenRow {
  step: number;
  values: Record<string, unknown>;
}

type Logs = Parameters<tf.CustomCallback['onBatchEnd']>[1];
type Numbers = Record<string, tf.Scalar | number>;
type HeldRow = { step: number; numbers: Numbers };

/** Numbers of this many batches are read back at once from a graphics processor, which stalls while it is read. */
const TOGETHER = 8;

/**
 * Notes what is logged, independently of Spoor: it counts the steps itself and reads the tensors itself. `npm run demo`
 * compares its notes with what the server has stored, and the page draws its chart from them.
 *
 * As a callback of `fit()` it must stand before Spoor's: it returns without waiting, so nothing, not even a reload,
 * comes between both.
 */
export class Witness extends tf.CustomCallback {
  private step: number;
  /**
   * The epoch that is under way. The run's number of it is ahead of the network's when the first round is trained
   * again.
   */
  private epoch = 0;
  private ahead: number | null = null;
  private readonly firstEpoch: number;
  private readonly onRow: (row: SeenRow) => void;
  private held: HeldRow[] = [];
  private readonly reading = new Set<HeldRow[]>();

  constructor({ step, epoch }: { step: number; epoch: number }, onRow: (row: SeenRow) => void) {
    super({}, 'never');
    this.step = step;
    this.firstEpoch = epoch;
    this.onRow = onRow;
    window.addEventListener('pagehide', () => this.leave());
  }

  /** Notes a row that is logged with `run.log()` right after. */
  note(values: Record<string, unknown>): void {
    this.onRow({ step: this.step++, values });
  }

  override async onEpochBegin(epoch: number): Promise<void> {
    this.ahead ??= epoch === 0 ? this.firstEpoch : 0;
    this.epoch = epoch + this.ahead;
  }

  override async onBatchEnd(_batch: number, logs?: Logs): Promise<void> {
    this.held.push({
      step: this.step++,
      numbers: { epoch: this.epoch, ...hold(logs, (name) => (isMean(name) ? name : null)) },
    });
    if (this.held.length >= (tf.getBackend() === 'cpu' ? 1 : TOGETHER)) void this.readHeld();
  }

  override async onEpochEnd(_epoch: number, logs?: Logs): Promise<void> {
    const named = hold(logs, (name) => (isMean(name) ? `epoch/${name}` : name.startsWith('val_') ? name : null));
    this.held.push({ step: this.step++, numbers: { epoch: this.epoch, ...named } });
    void this.readHeld();
  }

  private async readHeld(): Promise<void> {
    const rows = this.held.splice(0);
    this.reading.add(rows);
    const values = await stack(rows).data();
    // Otherwise the page was left meanwhile, and leave() has reported them.
    if (this.reading.delete(rows)) this.report(rows, values);
  }

  /** The page may be gone before an asynchronous read ends. */
  private leave(): void {
    for (const rows of [...this.reading, this.held.splice(0)]) {
      if (rows.length > 0) this.report(rows, stack(rows).dataSync());
    }
    this.reading.clear();
  }

  private report(rows: HeldRow[], values: ArrayLike<number>): void {
    let at = 0;
    for (const { step, numbers } of rows) {
      const row: SeenRow = { step, values: {} };
      for (const [name, number] of Object.entries(numbers)) {
        row.values[name] = values[at++];
        if (typeof number !== 'number') number.dispose();
      }
      this.onRow(row);
    }
  }
}

const isMean = (name: string) => name === 'loss' || name === 'acc';

function hold(logs: Logs, logged: (name: string) => string | null): Numbers {
  const held: Numbers = {};
  for (const [name, value] of Object.entries((logs ?? {}) as Numbers)) {
    const key = logged(name);
    if (key !== null) held[key] = typeof value === 'number' ? value : tf.keep(value.clone());
  }
  return held;
}

function stack(rows: HeldRow[]): tf.Tensor {
  return tf.tidy(() =>
    tf.stack(rows.flatMap(({ numbers }) => Object.values(numbers).map((number) => tf.scalar(0).add(number)))),
  );
}

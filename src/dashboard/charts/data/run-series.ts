import type { LinesChange, RowStream } from '../../../wire/index';
import { askSeries, type Axis } from '../../api/metrics';
import type { RunPath } from '../../format/paths';
import { SeriesStore } from './series-store';

const DEADLINE_MS = 60_000;

/** The points that the page holds of one stream of a run: a store for each x-axis that a chart has asked for. */
export class RunSeries {
  readonly #path: RunPath;
  readonly #stream: RowStream;
  readonly #stores = new Map<Axis, SeriesStore>();

  constructor(path: RunPath, stream: RowStream) {
    this.#path = path;
    this.#stream = stream;
  }

  over(axis: Axis): SeriesStore {
    let store = this.#stores.get(axis);
    if (!store) {
      store = new SeriesStore(axis, (keys, points, from) =>
        askSeries(this.#path, this.#stream, keys, axis, points, from, AbortSignal.timeout(DEADLINE_MS)),
      );
      this.#stores.set(axis, store);
    }
    return store;
  }

  /** Takes in new lines from the live connection; those of other streams are not its own. */
  append(change: LinesChange): void {
    if (change.stream !== this.#stream) return;
    for (const store of this.#stores.values()) store.append(change);
  }

  /** Asks for what came while nobody listened. */
  catchUp(lineCount: number): void {
    for (const store of this.#stores.values()) store.catchUp(lineCount);
  }
}

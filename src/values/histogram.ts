import { MAX_BINS, SpoorError, type HistogramJson } from '../wire/index';
import { countInBins } from './bins';
import { LOGGABLE, type Fragment, type Loggable, type Place } from './fragment';
import { readTensor } from './tensor';
import { isTensor, type TensorLike } from './tensor-like';

/**
 * How values are spread: counts over bins of equal width, as numpy's `histogram` makes them. NaN and infinities have no bin and
 * are left out.
 *
 * @example run.log({ weights: new Histogram(layer.getWeights()[0]) });
 */
export class Histogram implements Loggable {
  readonly #source: HistogramJson | TensorLike;
  readonly #bins: number;

  /**
   * Counts the values.
   *
   * @param values numbers, a typed array, or a tensor of any shape, which is read without stalling; or `{ counts, edges }` made elsewhere, with one edge more than counts.
   * @param options how they are counted.
   * @param options.bins how many bins, 1 to 512; default 64.
   * @throws SpoorError `bad-option` when the number of bins, or of edges, is out of range, or one of `counts` and `edges` is no finite number.
   */
  constructor(
    values: ArrayLike<number> | TensorLike | { counts: ArrayLike<number>; edges: ArrayLike<number> },
    { bins = 64 }: { bins?: number } = {},
  ) {
    if (!Number.isInteger(bins) || bins < 1 || bins > MAX_BINS) {
      throw new SpoorError('bad-option', `A histogram has 1 to ${MAX_BINS} bins, not ${bins}.`);
    }
    this.#bins = bins;
    if ('counts' in values) {
      const { counts, edges } = values;
      if (![...Array.from(counts), ...Array.from(edges)].every((number) => Number.isFinite(number))) {
        throw new SpoorError('bad-option', 'The counts and edges of a histogram are finite numbers.');
      }
      if (edges.length !== counts.length + 1 || counts.length > MAX_BINS || counts.length < 1) {
        throw new SpoorError(
          'bad-option',
          `A histogram of ${counts.length} counts needs ${counts.length + 1} edges and at most ${MAX_BINS} counts.`,
        );
      }
      this.#source = { _type: 'histogram', values: Array.from(counts), bins: Array.from(edges) };
    } else {
      this.#source = isTensor(values) ? values : countInBins(values, bins);
    }
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    const source = this.#source;
    if (!isTensor(source)) return JSON.stringify(source);
    return readTensor(source, place, (data) => JSON.stringify(countInBins(data, this.#bins)));
  }
}

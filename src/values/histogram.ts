import { bindMethods, MAX_BINS, SpoorError, type HistogramJson } from '../wire/index';
import { checkOption, checkOptions, type OptionRule } from './option';
import { countInBins, formatBins, formatHistogram } from './bins';
import { LOGGABLE, type Fragment, type Loggable, type Place } from './fragment';
import { describe } from './plain';
import { readTensor } from './tensor';
import { isTensor, type TensorLike } from './tensor-like';

const VALUES: OptionRule = {
  what: 'made of numbers, a tensor, or { counts, edges }',
  is: (values) =>
    typeof values === 'object' && values !== null && (isTensor(values) || 'counts' in values || 'length' in values),
};
const BINS: OptionRule = {
  what: `a whole number from 1 to ${MAX_BINS}`,
  is: (bins) => Number.isInteger(bins) && (bins as number) >= 1 && (bins as number) <= MAX_BINS,
};

/**
 * How values are spread: counts over bins of equal width, as numpy's `histogram` makes them. NaN and infinities have no
 * bin and are left out; where there is nothing else, the value is dropped and counted as `unsupported-value`.
 *
 * @example run.log({ weights: new Histogram(layer.getWeights()[0]) });
 */
export class Histogram implements Loggable {
  readonly #source: HistogramJson | TensorLike | null;
  readonly #bins: number;

  /**
   * Counts the values.
   *
   * @param values numbers or bigints, a typed array, or a tensor of any shape, which is read without stalling; or `{
   * counts, edges }` made elsewhere, with one edge more than counts.
   * @param options how they are counted.
   * @param options.bins how many bins, 1 to 512; default 64.
   * @throws SpoorError `bad-option` for any other values, when the number of bins, or of edges, is out of
   * range, or one of `counts` and `edges` is not finite.
   */
  constructor(
    values: ArrayLike<number> | TensorLike | { counts: ArrayLike<number>; edges: ArrayLike<number> },
    options: { bins?: number } = {},
  ) {
    checkOption('A histogram', values, VALUES);
    checkOptions('new Histogram()', options, { bins: BINS });
    const { bins = 64 } = options;
    this.#bins = bins;
    if ('counts' in values) {
      // Where one of them is not a list, there are too few of it.
      const [counts, edges] = [Array.from(values.counts ?? []), Array.from(values.edges ?? [])];
      const { length } = counts;
      if (
        edges.length !== length + 1 ||
        length > MAX_BINS ||
        length < 1 ||
        ![...counts, ...edges].every((number) => Number.isFinite(number)) ||
        edges.some((edge, i) => edge >= edges[i + 1]!)
      ) {
        throw new SpoorError(
          'bad-option',
          `A histogram of ${length} counts must have ${length + 1} ascending edges, all finite, and at most ${MAX_BINS} counts.`,
        );
      }
      this.#source = { _type: 'histogram', values: counts, bins: edges };
    } else {
      this.#source = isTensor(values) ? values : countInBins(numbersOf(values), bins);
    }
    bindMethods(this);
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    const source = this.#source;
    if (!source || !isTensor(source)) return formatHistogram(source);
    return readTensor(source, place, (data) => formatBins(data, this.#bins));
  }
}

/** @throws SpoorError `bad-option` unless all are numbers. */
function numbersOf(values: ArrayLike<unknown>): number[] {
  const numbers: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== 'number' && typeof value !== 'bigint') {
      throw new SpoorError('bad-option', `A histogram must be made of numbers; its value ${i} is ${describe(value)}.`);
    }
    numbers.push(Number(value));
  }
  return numbers;
}

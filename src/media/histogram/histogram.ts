import {
  checkOption,
  checkOptions,
  describe,
  encodeBins,
  isNumbers,
  isTensor,
  LOGGABLE,
  readTensor,
  type Fragment,
  type Loggable,
  type OptionRule,
  type Place,
  type TensorLike,
} from '../../values/index';
import {
  bindMethods,
  formatLine,
  MAX_BINS,
  SpoorError,
  type Bins,
  type Countable,
  type HistogramJson,
} from '../../wire/index';

const VALUES: OptionRule = {
  what: 'made of numbers, a tensor, or { counts, edges }',
  is: (values) =>
    typeof values === 'object' && values !== null && (isTensor(values) || 'counts' in values || 'length' in values),
};
const BINS: OptionRule = {
  what: `a whole number from 1 to ${MAX_BINS}`,
  is: (bins) => Number.isInteger(bins) && (bins as number) >= 1 && (bins as number) <= MAX_BINS,
};
const EDGES: OptionRule = {
  what: `an array of 2 to ${MAX_BINS + 1} ascending numbers, all finite`,
  is: areEdges,
};

function areEdges(edges: unknown): edges is ArrayLike<number> {
  const { length } = Object(edges) as ArrayLike<unknown>;
  if (!(length >= 2 && length <= MAX_BINS + 1)) return false;
  const list = Array.from(edges as ArrayLike<number>);
  return list.every((edge, i) => Number.isFinite(edge) && !(edge >= list[i + 1]!));
}

/** What `new Histogram` takes beside the values. */
export interface HistogramOptions {
  /** How many bins of equal width, 1 to 512; default 64. They reach from the smallest value to the largest. */
  bins?: number;
  /**
   * The edges of the bins, in place of `bins`: 2 to 513 numbers that ascend. A bin includes its left edge, the last one
   * its right edge too; what lies outside is left out. Default: none.
   */
  edges?: ArrayLike<number>;
}

/**
 * How values are spread: counts over bins, as numpy's `histogram` makes them. NaN and infinities have no bin: they are
 * left out, said once and counted as `clipped-media`, and the dashboard shows how many there were. Where there is
 * nothing else, the value is dropped and counted as `unsupported-value`. Large arrays are counted in the worker.
 *
 * @example run.log({ weights: new Histogram(layer.getWeights()[0]) });
 * @example run.log({ scores: new Histogram(scores, { edges: [0, 0.5, 0.9, 0.99, 1] }) });
 */
export class Histogram implements Loggable {
  /** Counts made elsewhere are a line already. */
  readonly #source: string | TensorLike | Countable;
  readonly #bins: Bins;

  /**
   * Takes the values, as they are now; a tensor is read when it is logged.
   *
   * @param values numbers or bigints, which are exact; a typed array of either; a tensor of any shape, which is read
   * without stalling; or `{ counts, edges }` made elsewhere, with one edge more than counts.
   * @param options how they are counted.
   * @throws SpoorError `bad-option` for any other values, such as strings, nested arrays or a list of tensors; when the
   * number of bins, or of edges, is out of range; when both are given; or when one of `counts` and `edges` is not
   * finite.
   */
  constructor(
    values: ArrayLike<number | bigint> | TensorLike | { counts: ArrayLike<number>; edges: ArrayLike<number> },
    options: HistogramOptions = {},
  ) {
    checkOption('A histogram', values, VALUES);
    checkOptions('new Histogram()', options, { bins: BINS, edges: EDGES });
    const { bins, edges } = options;
    if (edges && (bins || 'counts' in values))
      throw new SpoorError('bad-option', 'A histogram must have one of bins, edges, and counts with their edges.');
    this.#bins = edges ? Array.from(edges) : (bins ?? 64);
    this.#source = 'counts' in values ? made(values) : isTensor(values) ? values : taken(values);
    bindMethods(this);
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    const source = this.#source;
    if (typeof source === 'string') return source;
    if (!isTensor(source)) return encodeBins(source, this.#bins, place);
    const drop: Place['drop'] = (reason, key, detail) =>
      reason === 'unreadable-tensor'
        ? place.drop('unreadable-media', key, `${reason}: ${detail}`)
        : place.drop(reason, key, detail);
    return readTensor(source, { ...place, drop }, (data, at) => encodeBins(data, this.#bins, at));
  }
}

function made(given: { counts: ArrayLike<number>; edges: ArrayLike<number> }): string {
  // Where one of them is not a list, there are too few of it.
  const [values, bins] = [Array.from(given.counts ?? []), Array.from(given.edges ?? [])];
  const { length } = values;
  if (bins.length !== length + 1 || !areEdges(bins) || !values.every((count) => Number.isFinite(count))) {
    throw new SpoorError(
      'bad-option',
      `A histogram of ${length} counts must have ${length + 1} ascending edges, all finite, and 1 to ${MAX_BINS} counts.`,
    );
  }
  return formatLine({ _type: 'histogram', values, bins } satisfies HistogramJson);
}

/**
 * A copy of the values, which a typed array makes fastest.
 *
 * @throws SpoorError `bad-option` unless all are numbers.
 */
function taken(values: ArrayLike<unknown>): Countable {
  // One whose bytes were moved to a worker is empty, and can only be asked for its length.
  if (isNumbers(values)) return values.length > 0 ? values.slice() : [];
  let isLong = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value === 'bigint') isLong = true;
    else if (typeof value !== 'number')
      throw new SpoorError('bad-option', `A histogram must be made of numbers; its value ${i} is ${describe(value)}.`);
  }
  return isLong ? Array.from(values as number[]) : new Float64Array(values as number[]);
}

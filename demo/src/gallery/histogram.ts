import { Histogram } from 'spoor';
import { differentNumbers, fieldsOf, type Exhibit } from './exhibit';

const BINS = 32;

/** Edges of bins of equal width. */
function edgesOf(values: Float32Array): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return Array.from({ length: BINS + 1 }, (_, at) => least + ((most - least) * at) / BINS);
}

/** How many values are in each bin, by the definition: the last one has its right edge too. */
function countsBetween(edges: readonly number[], values: Float32Array): number[] {
  return edges.slice(1).map((right, at) => {
    const isIn = (value: number) => value >= edges[at]! && (value < right || (at === BINS - 1 && value === right));
    return values.filter(isIn).length;
  });
}

export const histogram: Exhibit = {
  kind: 'Histogram',
  what: 'the weights of a layer',
  key: 'weights',
  shown: { tab: 'histograms', selector: '.heat' },
  make: ({ weights }) => new Histogram(weights, { bins: BINS }),
  difference({ value }, { weights }) {
    const { bins, values } = fieldsOf(value) as { bins: number[]; values: number[] };
    // The edges of values of single precision are of single precision.
    return differentNumbers(bins, edgesOf(weights), 1e-7) ?? differentNumbers(values, countsBetween(bins, weights));
  },
};

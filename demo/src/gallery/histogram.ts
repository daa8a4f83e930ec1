import { Histogram } from 'spoor';
import { differentNumbers, type Exhibit } from './exhibit';

const BINS = 16;

/** Weights of a layer, as they spread while it learns. */
function weights(step: number): Float32Array {
  return Float32Array.from({ length: 2_000 }, (_, i) => (Math.sin(i) + Math.sin(i * 1.7)) * (1 + step / 2));
}

/** The counts of bins of equal width, by the definition. */
function counts(values: Float32Array): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const found = Array.from({ length: BINS }, () => 0);
  for (const value of values) found[Math.min(BINS - 1, Math.floor(((value - least) / (most - least)) * BINS))]!++;
  return found;
}

export const histogram: Exhibit = {
  kind: 'Histogram',
  what: 'the weights of a layer',
  key: 'weights',
  shown: { tab: 'histograms', selector: '.heat' },
  make: (step) => new Histogram(weights(step), { bins: BINS }),
  difference: async ({ json }, step) => differentNumbers(json['values'] as number[], counts(weights(step))),
};

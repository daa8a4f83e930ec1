import { formatLine, SpoorError, type HistogramJson } from '../wire/index';

/**
 * Arrays with more elements than this are logged as a histogram of as many bins (W&B, `wandb/util.py`,
 * `maybe_compress_history`).
 */
export const LIST_LIMIT = 32;

/**
 * Writes how values are spread.
 *
 * @throws SpoorError `unsupported-value` when none is finite: zeros in all bins would pass for values that were
 * counted.
 */
export function formatBins(values: ArrayLike<number>, bins: number): string {
  return formatHistogram(countInBins(values, bins));
}

/** @throws SpoorError; see {@link formatBins}. */
export function formatHistogram(histogram: HistogramJson | null): string {
  if (!histogram)
    throw new SpoorError('unsupported-value', 'a histogram must have a finite number to count, and this has none');
  return formatLine(histogram);
}

/**
 * Counts finite values in `bins` bins of equal width from the smallest to the largest; the last bin includes its right
 * edge. Null when there are none.
 */
export function countInBins(values: ArrayLike<number>, bins: number): HistogramJson | null {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min > max) return null;
  if (min === max) {
    // A half is nothing beside a large number.
    const half = Math.max(0.5, Math.abs(min) * Number.EPSILON * bins);
    [min, max] = [Math.max(-Number.MAX_VALUE, min - half), Math.min(Number.MAX_VALUE, max + half)];
  }

  // Halves, because the width of [-1.7e308, 1.7e308] is not a finite number.
  const halfStep = max / 2 / bins - min / 2 / bins;
  // Not `Array.from`, which old libraries put one of their own in the place of.
  const counts: number[] = [];
  const edges: number[] = [];
  for (let i = 0; i < bins; i++) {
    counts[i] = 0;
    edges[i] = 2 * (min / 2 + i * halfStep);
  }
  edges[bins] = max;
  const scale = bins / 2 / (max / 2 - min / 2);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    const guess = (value / 2 - min / 2) * 2 * scale;
    let bin = Number.isFinite(guess) ? Math.min(bins - 1, Math.floor(guess)) : bins - 1;
    // The guess is rounded; the edges decide, as in numpy.
    while (bin > 0 && value < edges[bin]!) bin--;
    while (bin < bins - 1 && value >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return { _type: 'histogram', values: counts, bins: edges };
}

import type { HistogramJson } from '../wire/index';

/** Arrays with more elements than this are logged as a histogram of as many bins (W&B, `wandb/util.py`, `maybe_compress_history`). */
export const LIST_LIMIT = 32;

/** Counts finite values in `bins` bins of equal width from the smallest to the largest; the last bin includes its right edge. */
export function countInBins(values: ArrayLike<number>, bins: number): HistogramJson {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min > max) [min, max] = [0, 1];
  else if (min === max) [min, max] = [min - 0.5, max + 0.5];

  const counts = Array.from({ length: bins }, () => 0);
  // Divided before subtracting: the width of [-1.7e308, 1.7e308] is no finite number.
  const scale = bins / (max / 2 - min / 2) / 2;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    const bin = Math.min(bins - 1, Math.floor((value - min) * scale));
    counts[bin]!++;
  }
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? max : min * (1 - i / bins) + max * (i / bins)));
  return { _type: 'histogram', values: counts, bins: edges };
}

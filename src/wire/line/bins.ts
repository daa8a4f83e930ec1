import { SpoorError } from '../problem';
import { typeTagOf } from '../type-tag';
import { formatLine } from './line';
import type { HistogramJson, LeftOut } from './media';

/** Numbers to count. A bigint is compared as it is: as a number it might lie on the other side of an edge. */
export type Countable = ArrayLike<number | bigint>;

/** How many bins of equal width, or the edges of bins, finite and ascending. */
export type Bins = number | readonly number[];

/** Values on their way to the worker, which counts them: all of one type. */
export interface ToCount {
  pieces: Countable[];
  bins: Bins;
}

/**
 * Writes how values are spread.
 *
 * @param onLeftOut hears of NaN and infinities, which have no bin.
 * @throws SpoorError `unsupported-value` when none was counted: zeros in all bins would pass for values that were.
 */
export function formatBins({ pieces, bins }: ToCount, onLeftOut: (error: SpoorError) => void): string {
  const histogram = countInBins(pieces, bins);
  if (!histogram) throw new SpoorError('unsupported-value', 'a histogram must have a finite number between its edges');
  const { nan = 0, infinite = 0 } = histogram.leftOut ?? {};
  if (nan + infinite > 0) {
    const detail = `a histogram left out ${nan} NaN and ${infinite} infinite`;
    onLeftOut(new SpoorError('clipped-media', detail));
  }
  return formatLine(histogram);
}

/**
 * Counts values as numpy's `histogram` does. Bins of equal width reach from the smallest to the largest; the last bin
 * includes its right edge. What has no bin is counted beside them. Null when nothing has one.
 */
export function countInBins(pieces: readonly Countable[], bins: Bins): HistogramJson | null {
  const isGiven = typeof bins !== 'number';
  const edges = isGiven ? [...bins] : evenEdges(pieces, bins);
  const last = edges.length - 2;
  const start = edges[0]!;
  const end = edges[last + 1]!;
  // Halves, because the width of [-1.7e308, 1.7e308] is not a finite number.
  const scale = (last + 1) / 2 / (end / 2 - start / 2);
  // Not `Array.from`, which old libraries put one of their own in the place of.
  const counts: number[] = [];
  for (let i = 0; i <= last; i++) counts[i] = 0;
  const leftOut: LeftOut = {};
  const leave = (why: keyof LeftOut) => (leftOut[why] = (leftOut[why] ?? 0) + 1);
  let isEmpty = true;
  for (const values of pieces) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (!isBounded(value)) leave(Number.isNaN(value) ? 'nan' : 'infinite');
      else if (isGiven && (value < start || value > end)) leave('outside');
      else {
        isEmpty = false;
        const guess = isGiven ? search(edges, value) : Math.floor((Number(value) / 2 - start / 2) * 2 * scale);
        let bin = guess < last ? Math.max(0, guess) : last;
        // The guess is rounded; the edges decide, as in numpy.
        while (bin > 0 && value < edges[bin]!) bin--;
        while (bin < last && value >= edges[bin + 1]!) bin++;
        counts[bin]!++;
      }
    }
  }
  if (isEmpty) return null;
  const json: HistogramJson = { _type: 'histogram', values: counts, bins: edges };
  return Object.keys(leftOut).length > 0 ? { ...json, leftOut } : json;
}

function isBounded(value: number | bigint): boolean {
  return value > -Infinity && value < Infinity;
}

/** The bin of a value that lies between the edges. */
function search(edges: readonly number[], value: number | bigint): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (value >= edges[middle]!) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** From the smallest value to the largest; of single precision where the values are. */
function evenEdges(pieces: readonly Countable[], bins: number): number[] {
  let min: number | bigint = Infinity;
  let max: number | bigint = -Infinity;
  for (const values of pieces) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (!isBounded(value)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  // Nothing is counted between these.
  if (min > max) return [0, 1];
  return spread(Number(min), Number(max), bins, typeTagOf(pieces[0]) === 'Float32Array' ? Math.fround : Number);
}

/** numpy's `linspace`, each operation rounded as its type is. */
function spread(min: number, max: number, bins: number, round: (value: number) => number): number[] {
  if (min === max) [min, max] = [round(min - 0.5), round(max + 0.5)];
  const unit = Number.isFinite(round(max - min)) ? 1 : 2;
  const start = min / unit;
  const step = round(round(max / unit - start) / bins);
  const edges: number[] = [];
  for (let i = 0; i < bins; i++) edges[i] = unit * round(round(i * step) + start);
  edges[bins] = max;
  if (edges.every((edge, i) => !(edge >= edges[i + 1]!))) return edges;
  // There are fewer numbers between them than bins. numpy refuses that; here the edges are taken further apart.
  if (round === Math.fround) return spread(min, max, bins, Number);
  const more = Math.max(Math.abs(min), Math.abs(max)) * Number.EPSILON * bins || Number.MIN_VALUE * bins;
  return spread(Math.max(-Number.MAX_VALUE, min - more), Math.min(Number.MAX_VALUE, max + more), bins, round);
}

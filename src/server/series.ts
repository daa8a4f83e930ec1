import type { Series } from '../wire/dashboard';
import type { Column } from './store/store';

/** Pairs of x and y that belong to the same line, in order of x. Pairs whose x is not finite have no place on an axis and are left out. */
export interface Points {
  x: Float64Array;
  y: Float64Array;
}

/** Makes what a chart draws of two columns, in at most about `points` points. */
export function seriesOf(key: string, x: Column | null, y: Column, points: number): Series {
  const all = sortByX(x ? join(x, y) : { x: y.lines, y: y.values });
  const { x: xs, y: ys } = reduce(all, points);
  return { key, x: xs, y: ys, count: all.x.length };
}

/** Joins two columns by line number. */
function join(x: Column, y: Column): Points {
  const size = Math.min(x.lines.length, y.lines.length);
  const points: Points = { x: new Float64Array(size), y: new Float64Array(size) };
  let end = 0;
  for (let i = 0, j = 0; i < x.lines.length && j < y.lines.length;) {
    const distance = x.lines[i]! - y.lines[j]!;
    if (distance === 0 && Number.isFinite(x.values[i]!)) {
      points.x[end] = x.values[i]!;
      points.y[end++] = y.values[j]!;
    }
    if (distance <= 0) i++;
    if (distance >= 0) j++;
  }
  return { x: points.x.subarray(0, end), y: points.y.subarray(0, end) };
}

function sortByX({ x, y }: Points): Points {
  if (x.every((value, index) => index === 0 || x[index - 1]! <= value)) return { x, y };
  const order = Uint32Array.from(x, (_, index) => index).sort((a, b) => x[a]! - x[b]! || a - b);
  return { x: Float64Array.from(order, (index) => x[index]!), y: Float64Array.from(order, (index) => y[index]!) };
}

/**
 * Of each bucket of neighbours the smallest and the largest value, so that no spike is lost, and the first NaN, so that a
 * diverged loss shows.
 */
function reduce({ x, y }: Points, points: number): { x: number[]; y: number[] } {
  const size = x.length;
  if (size <= points) return { x: [...x], y: [...y] };
  const buckets = Math.max(1, Math.floor(points / 2));
  const kept: { x: number[]; y: number[] } = { x: [], y: [] };
  for (let bucket = 0; bucket < buckets; bucket++) {
    const end = Math.floor(((bucket + 1) * size) / buckets);
    let low = -1;
    let high = -1;
    let nan = -1;
    for (let index = Math.floor((bucket * size) / buckets); index < end; index++) {
      const value = y[index]!;
      if (Number.isNaN(value)) {
        if (nan === -1) nan = index;
        continue;
      }
      if (low === -1 || value < y[low]!) low = index;
      if (high === -1 || value > y[high]!) high = index;
    }
    const chosen = new Set([low, high, nan]);
    chosen.delete(-1);
    for (const index of [...chosen].sort((a, b) => a - b)) {
      kept.x.push(x[index]!);
      kept.y.push(y[index]!);
    }
  }
  return kept;
}

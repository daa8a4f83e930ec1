/** Points of a line: `x` ascending. Live points are added in place. */
export interface Points {
  x: number[];
  y: number[];
  /** Some of the values were left out: counting these points does not count the values. */
  thinned: boolean;
}

/** Adds one point where its x belongs: rows may come out of order. */
export function addPoint(points: Points, x: number, y: number): void {
  const { x: xs, y: ys } = points;
  if (xs.length === 0 || x >= xs[xs.length - 1]!) {
    xs.push(x);
    ys.push(y);
    return;
  }
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xs[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  xs.splice(low, 0, x);
  ys.splice(low, 0, y);
}

/**
 * Thins a line to about `target` points without hiding a spike: each bucket keeps its smallest and largest value, and one of each
 * value that is not finite. A line that is short enough comes back as it is.
 */
export function reducePoints(points: Points, target: number): Points {
  const { x, y } = points;
  if (x.length <= target) return points;
  const buckets = Math.max(1, Math.floor(target / 2));
  const reduced: Points = { x: [], y: [], thinned: true };
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = Math.floor((bucket * x.length) / buckets);
    const end = Math.floor(((bucket + 1) * x.length) / buckets);
    for (const index of [...keptOf(y, start, end)].sort((a, b) => a - b)) {
      reduced.x.push(x[index]!);
      reduced.y.push(y[index]!);
    }
  }
  return reduced;
}

function keptOf(y: readonly number[], start: number, end: number): Set<number> {
  let least = -1;
  let most = -1;
  const odd = new Map<number, number>();
  for (let index = start; index < end; index++) {
    const value = y[index]!;
    if (!Number.isFinite(value)) {
      // Map keys treat NaN as equal to itself, so this keeps one of each kind.
      if (!odd.has(value)) odd.set(value, index);
    } else {
      if (least === -1 || value < y[least]!) least = index;
      if (most === -1 || value > y[most]!) most = index;
    }
  }
  return new Set([...(least === -1 ? [] : [least, most]), ...odd.values()]);
}

import { ascends, orderByX, thin } from '../../../wire/index';

/**
 * Points of a line. Over `_step`, `_runtime` or `_timestamp` they are sorted by x; over a metric they stay in the order
 * in which they were logged, and x may go back and forth. Live points are added to these arrays.
 */
export interface Points {
  x: number[];
  y: number[];
  /** Some of the values were left out: counting these points does not count the values. */
  thinned: boolean;
  /** The value that was logged last, wherever it stands. */
  last?: number | undefined;
}

/** Adds the point that was logged last; `byX` puts it where its x belongs, as rows may come out of order. */
export function addPoint(points: Points, x: number, y: number, byX: boolean): void {
  const { x: xs, y: ys } = points;
  points.last = y;
  if (!byX || xs.length === 0 || x >= xs[xs.length - 1]!) {
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

/** Thins a line to about `target` points without hiding a spike. A line that is short enough comes back as it is. */
export function reducePoints(points: Points, target: number): Points {
  const { x, y } = points;
  if (x.length <= target) return points;
  return { ...pick(points, thin(x, y, target)), thinned: true };
}

/** A line in order of x; one that is so already comes back as it is. */
export function inOrderOfX(points: Points): Points {
  return ascends(points.x) ? points : pick(points, orderByX(points.x));
}

function pick(points: Points, places: ArrayLike<number>): Points {
  return {
    ...points,
    x: Array.from(places, (place) => points.x[place]!),
    y: Array.from(places, (place) => points.y[place]!),
  };
}

/** All values of a line exactly at `x`, in the order in which they were logged, also those that cannot be drawn. */
export function valuesAt({ x: xs, y }: Points, x: number): number[] {
  return y.filter((_, index) => xs[index] === x);
}

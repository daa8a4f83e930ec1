import { ascends, orderByX, type Series, thin } from '../../wire/index';
import type { Column } from '../store/port/store';

/**
 * Pairs of x and y that belong to the same line, in order of the lines. Pairs whose x is not finite have no place on an
 * axis and are left out.
 */
interface Points {
  x: Float64Array;
  y: Float64Array;
}

/** Makes what a chart draws of two columns, in at most about `points` points: in order of x, or as they were logged. */
export function seriesOf(
  key: string,
  x: Column | null,
  y: Column,
  points: number,
  order: 'x' | 'logged' = 'x',
): Series {
  const logged = x ? join(x, y) : { x: y.lines, y: y.values };
  const all = order === 'x' ? sortByX(logged) : logged;
  const kept = thin(all.x, all.y, points);
  return {
    key,
    x: kept.map((place) => all.x[place]!),
    y: kept.map((place) => all.y[place]!),
    count: all.x.length,
    last: logged.y.at(-1) ?? null,
  };
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
  if (ascends(x)) return { x, y };
  const order = orderByX(x);
  return { x: Float64Array.from(order, (index) => x[index]!), y: Float64Array.from(order, (index) => y[index]!) };
}

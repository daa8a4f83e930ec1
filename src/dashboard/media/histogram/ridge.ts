import { densities, type Histogram } from './histogram';

/** The share of the height that a ridge has which is as high as any: ridges lie over those behind them. */
const RIDGE = 0.3;

/** Where the foot of a ridge is, from the top in parts of the height: the first step stands behind, the last before. */
export function footOf(index: number, count: number): number {
  return count < 2 ? 1 : RIDGE + (1 - RIDGE) * (index / (count - 1));
}

/** The ridge that is meant by a point so far from the top. */
export function ridgeAt(y: number, count: number): number {
  // The middle of a ridge, and not its foot, is where one points.
  const along = (y + RIDGE / 4 - RIDGE) / (1 - RIDGE);
  return Math.max(0, Math.min(count - 1, Math.round(along * (count - 1))));
}

/** Those of so many steps whose ridges are drawn, about `most`: evenly chosen, and the first, last and chosen one. */
export function ridgesShown(count: number, chosen: number, most: number): number[] {
  const shown = new Set<number>();
  const last = Math.min(count, most) - 1;
  for (let at = 0; at <= last; at++) shown.add(last === 0 ? count - 1 : Math.round((at * (count - 1)) / last));
  if (chosen >= 0 && chosen < count) shown.add(chosen);
  return [...shown].sort((a, b) => a - b);
}

/**
 * The line of a ridge from left to right, each point a value and a height in parts of the height of all: zero at both
 * ends, and between them the density in the middle of each bin.
 */
export function ridgeLine(histogram: Histogram): [value: number, height: number][] {
  const { edges } = histogram;
  const line: [number, number][] = [[edges[0]!, 0]];
  for (const [bin, density] of densities(histogram).entries())
    line.push([(edges[bin]! + edges[bin + 1]!) / 2, density * RIDGE]);
  line.push([edges.at(-1)!, 0]);
  return line;
}

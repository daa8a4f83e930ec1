import uPlot from 'uplot';
import { inOrderOfX, type Points } from './data/points';

/**
 * The values of one line, an item for each x: a value, `null` for a gap, `undefined` where the line merely has no point
 * at that x.
 */
export type YValues = (number | null | undefined)[];

/**
 * Puts lines with x positions of their own on one common x-axis, as uPlot wants them: ascending. Where a line has
 * several points at one x, that x is there as often: uPlot draws a stroke through them. What is not finite, or refused
 * by `drawable`, becomes a gap.
 */
export function joinLines(
  lines: readonly Points[],
  drawable: (value: number) => boolean = Number.isFinite,
): { x: number[]; ys: YValues[] } {
  // uPlot.join reads the first of its tables unasked.
  if (lines.length === 0) return { x: [], ys: [] };
  const repeats = new Map<number, number[]>();
  const [x, ...ys] = uPlot.join(
    lines
      .map(inOrderOfX)
      .map((line) => [toldApart(line.x, repeats), line.y.map((value) => (drawable(value) ? value : null))]),
  );
  return { x: Array.from(x, Number), ys: ys as YValues[] };
}

/**
 * The positions of a line, each different from the others to `uPlot.join`, which keeps one point for each position.
 * Where one comes again, an object stands for it: it sorts as the number that it holds, and equals itself only. All
 * lines share `repeats`, so that the second point at a position has the same place in each of them.
 */
function toldApart(x: readonly number[], repeats: Map<number, number[]>): number[] {
  let count = 0;
  return x.map((here, index) => {
    if (here !== x[index - 1]) {
      count = 0;
      return here;
    }
    let known = repeats.get(here);
    if (!known) repeats.set(here, (known = []));
    return (known[count++] ??= Object(here) as number);
  });
}

/** Whether a line has begun at an index of the common x-axis, and not ended before it. */
export function isBetweenEnds(y: ArrayLike<number | null | undefined>, index: number): boolean {
  let before = index;
  while (before >= 0 && y[before] === undefined) before--;
  let after = index;
  while (after < y.length && y[after] === undefined) after++;
  return before >= 0 && after < y.length;
}

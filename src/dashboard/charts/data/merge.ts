import { ascends, type Points } from './points';

/** A column of a chart: a value, `null` for a gap, `undefined` where the line merely has no point at that x. */
export type Column = (number | null | undefined)[];

/**
 * Puts lines with x positions of their own on one common x-axis, as uPlot wants them: ascending. Where a line has
 * several points at one x, that x is there as often: uPlot draws a stroke through them. What is not finite, or refused
 * by `drawable`, becomes a gap.
 */
export function mergeLines(
  lines: readonly Points[],
  drawable: (value: number) => boolean = Number.isFinite,
): { x: number[]; columns: Column[] } {
  const sorted = lines.map(inOrderOfX);
  const x = sorted.length === 1 ? sorted[0]!.x : commonAxis(sorted.map((line) => line.x));
  const columns = sorted.map((line) => {
    const column: Column = Array.from({ length: x.length });
    let at = 0;
    for (const [index, here] of line.x.entries()) {
      while (x[at]! < here) at++;
      const value = line.y[index]!;
      column[at++] = drawable(value) ? value : null;
    }
    return column;
  });
  return { x, columns };
}

/** Every x as often as the line that has it most often. */
function commonAxis(lines: readonly (readonly number[])[]): number[] {
  const most = new Map<number, number>();
  for (const x of lines) {
    let count = 0;
    for (const [index, here] of x.entries()) {
      count = here === x[index - 1] ? count + 1 : 1;
      if (count > (most.get(here) ?? 0)) most.set(here, count);
    }
  }
  return [...most].sort(([a], [b]) => a - b).flatMap(([here, count]) => Array<number>(count).fill(here));
}

function inOrderOfX(line: Points): Points {
  if (ascends(line)) return line;
  const order = line.x.map((_, index) => index).sort((a, b) => line.x[a]! - line.x[b]! || a - b);
  return { ...line, x: order.map((index) => line.x[index]!), y: order.map((index) => line.y[index]!) };
}

/** Whether a line has begun at an index of the common x-axis, and not ended before it. */
export function isBetweenEnds(column: ArrayLike<number | null | undefined>, index: number): boolean {
  let before = index;
  while (before >= 0 && column[before] === undefined) before--;
  let after = index;
  while (after < column.length && column[after] === undefined) after++;
  return before >= 0 && after < column.length;
}

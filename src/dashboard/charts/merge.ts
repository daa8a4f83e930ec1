import type { Points } from './points';

/** A column of a chart: a value, `null` for a gap, `undefined` where the line merely has no point at that x. */
export type Column = (number | null | undefined)[];

/**
 * Puts lines with x positions of their own on one common x-axis, as uPlot wants them. Where a line has several points at
 * one x, the last one stands, unless it is not finite and an earlier one is. What is not finite, or refused by `drawable`, becomes a gap.
 */
export function mergeLines(
  lines: readonly Points[],
  drawable: (value: number) => boolean = Number.isFinite,
): { x: number[]; columns: Column[] } {
  const only = lines.length === 1 ? lines[0] : undefined;
  const x = only && isStrictlyAscending(only.x) ? only.x : [...new Set(lines.flatMap((line) => line.x))].sort((a, b) => a - b);
  const columns = lines.map((line) => {
    const column: Column = Array.from({ length: x.length });
    let at = 0;
    for (let index = 0; index < line.x.length; index++) {
      while (x[at]! < line.x[index]!) at++;
      const value = line.y[index]!;
      if (drawable(value)) column[at] = value;
      else if (column[at] === undefined) column[at] = null;
    }
    return column;
  });
  return { x, columns };
}

/** Whether a line has begun at an index of the common x-axis, and not ended before it. */
export function isBetweenEnds(column: ArrayLike<number | null | undefined>, index: number): boolean {
  let before = index;
  while (before >= 0 && column[before] === undefined) before--;
  let after = index;
  while (after < column.length && column[after] === undefined) after++;
  return before >= 0 && after < column.length;
}

function isStrictlyAscending(x: readonly number[]): boolean {
  for (let index = 1; index < x.length; index++) {
    if (x[index]! <= x[index - 1]!) return false;
  }
  return true;
}

import type uPlot from 'uplot';
import { mergeLines } from './merge';
import { findMarks, type Mark } from './not-finite';
import type { LineStyle } from './plot-options';
import type { Points } from './points';
import { smooth } from './smoothing';

/** A chart ready to be drawn. */
export interface Prepared {
  data: uPlot.AlignedData;
  styles: LineStyle[];
  marks: Mark[];
  /** Which column of `data` (x not counted) holds the line that is read at the cursor, for each line. */
  main: number[];
}

/** Smooths lines and puts them on one axis; behind each smoothed line stands the raw one, faint. */
export function prepareChart(lines: readonly Points[], colors: readonly string[], smoothing: number, logarithmic: boolean): Prepared {
  const drawable = (value: number) => Number.isFinite(value) && (!logarithmic || value > 0);
  const drawn: Points[] = [];
  const styles: LineStyle[] = [];
  const main: number[] = [];
  for (const [index, line] of lines.entries()) {
    const color = colors[index] ?? '#888';
    if (smoothing > 0) {
      drawn.push(line);
      styles.push({ color, faint: true });
    }
    main.push(drawn.length);
    drawn.push(smoothing > 0 ? { ...line, y: smooth(line.y, smoothing) } : line);
    styles.push({ color, faint: false });
  }
  const { x, columns } = mergeLines(drawn, drawable);
  return { data: [x, ...columns] as uPlot.AlignedData, styles, marks: findMarks(lines, logarithmic), main };
}

/** The value of a line exactly at `x`, also one that cannot be drawn. */
export function valueAt(line: Points, x: number): number | undefined {
  let low = 0;
  let high = line.x.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const here = line.x[middle]!;
    if (here === x) return line.y[middle];
    if (here < x) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

import type uPlot from 'uplot';
import { ascends } from '../../wire/index';
import { findMarks, type Mark } from './data/not-finite';
import type { Points } from './data/points';
import { smooth } from './data/smoothing';
import { joinLines } from './join-lines';
import type { LineStyle } from './plot-options';

/** A chart ready to be drawn. */
export interface Prepared {
  data: uPlot.AlignedData;
  styles: LineStyle[];
  /**
   * For each column of `data` (x not counted) the line to be drawn in the order of its logging; null where x ascends,
   * so that uPlot can draw it itself.
   */
  courses: (Points | null)[];
  marks: Mark[];
  /** Which column of `data` (x not counted) holds the line that is read at the cursor, for each line. */
  main: number[];
}

/** Smooths lines and puts them on one axis; behind each smoothed line stands the raw one, faint. */
export function prepareChart(
  lines: readonly Points[],
  colors: readonly string[],
  smoothing: number,
  logarithmic: boolean,
): Prepared {
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
  const { x, columns } = joinLines(drawn, drawable);
  const courses = drawn.map((line) => (ascends(line.x) ? null : line));
  return { data: [x, ...columns] as uPlot.AlignedData, styles, courses, marks: findMarks(lines, logarithmic), main };
}

/** What is drawn at `x` in a column of a chart: of several values the last. */
export function drawnAt(data: uPlot.AlignedData, column: number, x: number): number | undefined {
  for (let place = data[0].length - 1; place >= 0; place--) {
    const value = data[0][place] === x ? data[column + 1]![place] : null;
    if (typeof value === 'number') return value;
  }
  return undefined;
}

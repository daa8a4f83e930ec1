import uPlot from 'uplot';
import type { Axis } from '../source/source';
import type { Colors } from '../theme/colors';
import { linePath } from './line-path';
import type { Mark } from './data/not-finite';
import type { Points } from './data/points';
import { isBetweenEnds } from './join-lines';
import { xAxisOf, xRange, xTicks } from './x-axis';
import { logRange, yRange, yTicks } from './y-axis';

/** How one line looks. A faint line is the raw one behind its smoothed one. */
export interface LineStyle {
  color: string;
  faint: boolean;
}

export interface PlotLook {
  metric: string;
  axis: Axis;
  logarithmic: boolean;
  styles: LineStyle[];
  colors: Colors;
  /** Charts with the same key share their crosshair. */
  syncKey: string;
}

export interface PlotEvents {
  marks: () => readonly Mark[];
  /** For a column of the data, the line to be drawn in the order of its logging; null where uPlot draws it itself. */
  courseOf: (column: number) => Points | null | undefined;
  zoomed: (range: [number, number]) => void;
  reset: () => void;
  cursor: (plot: uPlot) => void;
}

// oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- uPlot declares a `const enum`, whose names do not
// exist at run time.
const LOGARITHMIC = 3 as uPlot.Scale.Distr;

/** A line that has ended, or not begun, is still read at its end as near as this to the crosshair, in pixels. */
const NEAR = 12;

/** How far apart labels of the y-axis are, in pixels. */
const Y_SPACE = 34;

const FONT = '11px system-ui, sans-serif';

const drawAscending = uPlot.paths.linear!();

/** An axis with places and labels of our own: see `ticks.ts`. */
function ownTicks(
  space: number,
  ticksOf: (min: number, max: number, length: number) => { positions: number[]; labels: string[] },
): Pick<uPlot.Axis, 'space' | 'incrs' | 'splits' | 'values' | 'filter'> {
  let length = space;
  let labels: string[] = [];
  return {
    space,
    // uPlot draws no axis for which it finds no distance that is wide enough.
    incrs(_plot, _axis, min, max, full) {
      length = full;
      return [Math.max(5, (max - min) * 2)];
    },
    splits(_plot, _axis, min, max) {
      const ticks = ticksOf(min, max, length);
      labels = ticks.labels;
      return ticks.positions;
    },
    filter: (_plot, positions) => positions,
    values: () => labels,
  };
}

/** Everything that uPlot must know to draw a metric. */
export function plotOptions(look: PlotLook, events: PlotEvents, width: number, height: number): uPlot.Options {
  const { colors } = look;
  const grid = { stroke: colors.line, width: 1 };
  const many = look.styles.filter((style) => !style.faint).length > 1;
  return {
    width,
    height,
    padding: [10, 14, 0, 0],
    legend: { show: false },
    focus: { alpha: 0.25 },
    cursor: {
      y: false,
      points: {
        size: 8,
        width: 1.5,
        stroke: colors.surface,
        fill: (_plot, index) => look.styles[index - 1]?.color ?? colors.accent,
      },
      // The dragged range goes to all charts of the page, so uPlot must not apply it to this one alone.
      drag: { x: true, y: false, setScale: false },
      hover: { prox: (plot, series, index) => (isBetweenEnds(plot.data[series]!, index) ? null : NEAR) },
      focus: { prox: many ? 24 : -1 },
      bind: {
        dblclick: () => () => {
          events.reset();
          return null;
        },
      },
      sync: {
        key: look.syncKey,
        setSeries: false,
        scales: ['x', null],
        filters: { pub: (type) => type === 'mousemove' || type === 'mouseleave' },
      },
    },
    scales: {
      x: { time: false, range: (_plot, min, max) => xRange(look.axis, min, max) },
      y: look.logarithmic
        ? { distr: LOGARITHMIC, log: 10, range: (_plot, least, most) => logRange(least, most) }
        : { range: (_plot, least, most) => yRange(look.metric, least, most) },
    },
    axes: [
      {
        font: FONT,
        stroke: colors.faint,
        grid: { show: false },
        ticks: { stroke: colors.line, size: 4 },
        size: 26,
        gap: 4,
        ...ownTicks(xAxisOf(look.axis).space, (min, max, width) => xTicks(look.axis, min, max, width)),
      },
      {
        font: FONT,
        stroke: colors.faint,
        grid,
        ticks: { show: false },
        gap: 6,
        size: (_plot, values) => 14 + 6.4 * Math.max(3, ...(values ?? []).map((label) => (label ?? '').length)),
        ...ownTicks(Y_SPACE, (min, max, height) => yTicks(look.logarithmic, min, max, height / Y_SPACE)),
      },
    ],
    series: [
      {},
      ...look.styles.map((style, index): uPlot.Series => {
        const hovered = !style.faint;
        return {
          label: String(index),
          stroke: style.color,
          width: style.faint ? 1 : 1.5,
          alpha: style.faint ? 0.3 : 1,
          paths(plot, column, from, to) {
            const course = events.courseOf(column - 1);
            return course ? linePath(plot, course, look.logarithmic) : drawAscending(plot, column, from, to);
          },
          points: hovered ? { size: 5, fill: style.color } : { show: false },
        };
      }),
    ],
    hooks: {
      setSelect: [
        (plot) => {
          if (plot.select.width < 4) return;
          const from = plot.posToVal(plot.select.left, 'x');
          const to = plot.posToVal(plot.select.left + plot.select.width, 'x');
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          events.zoomed([from, to]);
        },
      ],
      setCursor: [events.cursor],
      draw: [(plot) => drawMarks(plot, events.marks(), colors.danger)],
    },
  };
}

/** Triangles at the edge of the chart: at the top for ∞, else at the bottom. */
function drawMarks(plot: uPlot, marks: readonly Mark[], color: string): void {
  const { ctx, bbox } = plot;
  const size = 4 * devicePixelRatio;
  ctx.save();
  ctx.fillStyle = color;
  const taken = new Set<string>();
  for (const { x, kind } of marks) {
    const center = Math.round(plot.valToPos(x, 'x', true));
    const place = `${kind === '∞'} ${Math.round(center / size)}`;
    // A diverged run has thousands of them on the same few pixels.
    if (center < bbox.left || center > bbox.left + bbox.width || taken.has(place)) continue;
    taken.add(place);
    const edge = kind === '∞' ? bbox.top : bbox.top + bbox.height;
    const tip = kind === '∞' ? edge + size * 1.6 : edge - size * 1.6;
    ctx.beginPath();
    ctx.moveTo(center - size, edge);
    ctx.lineTo(center + size, edge);
    ctx.lineTo(center, tip);
    ctx.fill();
  }
  ctx.restore();
}

import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Mark } from './data/not-finite';
import { plotOptions, type PlotLook } from './plot-options';
import type { Points } from './data/points';

export type Zoom = [number, number] | null;

/** Where the crosshair is: for each drawn line the index of its point. */
export interface CursorAt {
  x: number;
  indexes: (number | null)[];
  /** From the left edge of the chart, in pixels, and how wide it is. */
  left: number;
  width: number;
  /** The pointer is on this chart and not on one that shares its crosshair. */
  here: boolean;
}

interface PlotProps extends PlotLook {
  data: uPlot.AlignedData;
  marks: readonly Mark[];
  courses: readonly (Points | null)[];
  zoom: Zoom;
  width: number;
  height: number;
  label: string;
  onZoom: (zoom: Zoom) => void;
  onCursor: (cursor: CursorAt | null) => void;
}

/** One uPlot chart, which lives as long as its look stays the same; data, size and zoom change it in place. */
export function Plot(props: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const { data, zoom, width, height, metric, axis, logarithmic, styles, colors, syncKey } = props;
  const look = JSON.stringify([metric, axis, logarithmic, styles, colors, syncKey]);

  useLayoutEffect(() => {
    const options = plotOptions(
      { metric, axis, logarithmic, styles, colors, syncKey },
      {
        marks: () => latest.current.marks,
        courseOf: (place) => latest.current.courses[place],
        zoomed: (range) => latest.current.onZoom(range),
        reset: () => latest.current.onZoom(null),
        cursor: (own) => latest.current.onCursor(cursorOf(own)),
      },
      latest.current.width,
      latest.current.height,
    );
    const own = new uPlot(options, latest.current.data, host.current!);
    plot.current = own;
    return () => {
      plot.current = null;
      own.destroy();
    };
  }, [look]);

  useEffect(() => plot.current?.setSize({ width, height }), [width, height]);

  useEffect(() => {
    const own = plot.current;
    if (!own) return;
    own.batch(() => {
      own.setData(data, false);
      const x = data[0];
      const [min, max] = zoom ?? [x[0] ?? 0, x[x.length - 1] ?? 1];
      own.setScale('x', { min, max });
    });
  }, [data, zoom, look]);

  return (
    <div
      ref={host}
      class="plot"
      role="img"
      tabIndex={0}
      aria-label={props.label}
      onKeyDown={(event) => {
        if (plot.current && moveCursor(plot.current, event.key, () => props.onZoom(null))) event.preventDefault();
      }}
      onBlur={() => plot.current?.setCursor({ left: -10, top: -10 })}
    />
  );
}

function cursorOf(plot: uPlot): CursorAt | null {
  const { idx, idxs, left } = plot.cursor;
  const x = typeof idx === 'number' ? plot.data[0][idx] : undefined;
  if (x === undefined || left === undefined || left < 0) return null;
  const width = plot.over.clientWidth;
  const here = plot.over.matches(':hover') || document.activeElement === plot.root.parentElement;
  return {
    x,
    indexes: (idxs ?? []).slice(1).map((index) => index ?? null),
    left: left + plot.over.offsetLeft,
    width,
    here,
  };
}

/** Arrow keys move the crosshair, Home and End go to the ends, Escape shows all again. */
function moveCursor(plot: uPlot, key: string, reset: () => void): boolean {
  if (key === 'Escape') {
    reset();
    return true;
  }
  const x = plot.data[0];
  const now = plot.cursor.idx ?? x.length - 1;
  const pace = Math.max(1, Math.round(x.length / 200));
  const next = { ArrowLeft: now - pace, ArrowRight: now + pace, Home: 0, End: x.length - 1 }[key];
  if (next === undefined || x.length === 0) return false;
  let place = Math.max(0, Math.min(x.length - 1, next));
  // Several values may stand at one x.
  while (x[place] === x[now] && x[place + Math.sign(next - now)] !== undefined) place += Math.sign(next - now) || 1;
  const value = x[place]!;
  plot.setCursor({ left: plot.valToPos(value, 'x'), top: plot.over.clientHeight / 2 });
  return true;
}

import { useMemo, useRef, useState } from 'preact/hooks';
import type { MetricDefinition } from '../../wire';
import { messageOf } from '../api/ask';
import type { Axis } from '../api/metrics';
import { formatNumber } from '../format/number';
import { useColors } from '../theme/colors';
import { goalOf } from './definitions';
import { useInView, useWidth } from './in-view';
import { describeMarks } from './not-finite';
import { Plot, type CursorAt, type Zoom } from './plot';
import type { Points } from './points';
import { prepareChart, valueAt, type Prepared } from './prepare';
import type { RunSeries } from './run-series';
import type { ChartSettings } from './settings';
import { ChartTip, type TipEntry } from './tip';
import { usePoints } from './use-points';
import { xAxisOf } from './x-axis';

/** One line of a chart: a run. */
export interface ChartLine {
  id: string;
  name: string;
  color: string;
  series: RunSeries;
}

interface MetricChartProps {
  metric: string;
  title: string;
  lines: readonly ChartLine[];
  axis: Axis;
  definition?: MetricDefinition | undefined;
  settings: ChartSettings;
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
}

const HEIGHT = 180;
const NONE: Points = { x: [], y: [], thinned: false };

/** The chart of one metric, of one run or of several. It asks for its points when it comes into view. */
export function MetricChart({ metric, title, lines, axis, definition, settings, zoom, onZoom }: MetricChartProps) {
  const box = useRef<HTMLElement>(null);
  const inView = useInView(box);
  const width = useWidth(box);
  const colors = useColors();
  const [cursor, setCursor] = useState<CursorAt | null>(null);
  const stores = useMemo(() => lines.map((line) => line.series.over(axis)), [lines, axis]);
  const { points, version } = usePoints(stores, metric, inView, width);
  const shown = points.map((line) => line ?? NONE);
  const lineColors = lines.map((line) => line.color);
  const prepared = useMemo(
    () => prepareChart(shown, lineColors, settings.smoothing, settings.logarithmic),
    [version, stores, lineColors.join(), settings.smoothing, settings.logarithmic],
  );
  const single = lines.length === 1;
  const waiting = points.some((line) => line === undefined);
  const failed = stores.find((store) => store.errorOf(metric) !== undefined);
  const empty = shown.every((line) => line.x.length === 0);
  const entries = cursor ? entriesAt(cursor, lines, shown, prepared) : [];
  const goal = goalOf(definition);
  const xAxis = xAxisOf(axis);
  const last = single ? shown[0]!.y.at(-1) : undefined;

  return (
    <figure class="chart" ref={box} aria-busy={inView && waiting}>
      <figcaption>
        <span class="chart-title" title={[metric, goal?.words, `x-axis: ${xAxis.label}`].filter(Boolean).join('\n')}>
          {title}
          {goal && (
            <span class="chart-goal">
              <span aria-hidden="true">{goal.sign}</span>
              <span class="visually-hidden">({goal.words})</span>
            </span>
          )}
        </span>
        {!axis.startsWith('_') && <span class="chart-over">over {xAxis.label}</span>}
        {prepared.marks.length > 0 && (
          <span class="chart-marks" title="Marked by triangles at the edge of the chart">
            {describeMarks(
              prepared.marks,
              shown.every((line) => !line.thinned),
              xAxis.describe,
            )}
          </span>
        )}
        <span class="chart-readout" aria-live={cursor?.here === true ? 'polite' : 'off'}>
          {single && cursor && entries[0] ? (
            <>
              <span class="chart-x">{xAxis.describe(cursor.x)}</span> <b>{entries[0].value}</b>
              {entries[0].raw !== undefined && <span class="chart-x"> raw {entries[0].raw}</span>}
            </>
          ) : (
            last !== undefined && <b class={Number.isFinite(last) ? undefined : 'chart-odd'}>{formatNumber(last)}</b>
          )}
        </span>
      </figcaption>
      <div class="chart-body">
        {failed ? (
          <p class="chart-empty" role="alert">
            {messageOf(failed.errorOf(metric))}{' '}
            <button type="button" class="link-button" onClick={() => stores.forEach((store) => store.want(metric, width))}>
              Try again
            </button>
          </p>
        ) : empty ? (
          <p class="chart-empty">{waiting ? '' : axis.startsWith('_') ? 'No values on this axis' : `No row has both this and ${axis}`}</p>
        ) : (
          width > 0 && (
            <Plot
              metric={metric}
              axis={axis}
              logarithmic={settings.logarithmic}
              styles={prepared.styles}
              colors={colors}
              syncKey={`spoor ${axis}`}
              data={prepared.data}
              marks={prepared.marks}
              zoom={zoom}
              width={width}
              height={HEIGHT}
              label={describe(metric, lines.length, shown)}
              onZoom={onZoom}
              onCursor={setCursor}
            />
          )
        )}
        {!single && cursor?.here && <ChartTip cursor={cursor} heading={xAxis.describe(cursor.x)} entries={entries} />}
      </div>
    </figure>
  );
}

function entriesAt(cursor: CursorAt, lines: readonly ChartLine[], shown: readonly Points[], { data, main, styles }: Prepared): TipEntry[] {
  return lines.flatMap((line, index) => {
    const column = main[index]!;
    const at = cursor.indexes[column];
    if (at === null || at === undefined) return [];
    const drawn = data[column + 1]?.[at];
    const raw = valueAt(shown[index]!, data[0][at]!);
    const smoothed = styles[column - 1]?.faint === true && typeof drawn === 'number';
    const value = typeof drawn === 'number' ? drawn : raw;
    if (value === undefined) return [];
    return [
      {
        id: line.id,
        name: line.name,
        color: line.color,
        size: value,
        value: formatNumber(value),
        ...(smoothed && raw !== undefined ? { raw: formatNumber(raw) } : {}),
      },
    ];
  });
}

/** What a screen reader says of a chart. */
function describe(metric: string, runs: number, shown: readonly Points[]): string {
  const values = shown.flatMap((line) => line.y).filter(Number.isFinite);
  if (values.length === 0) return `${metric}: no values to draw`;
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const range = `from ${formatNumber(least)} to ${formatNumber(most)}`;
  if (runs > 1) return `${metric} of ${runs} runs, ${range}`;
  return `${metric}, ${range}, last ${formatNumber(shown[0]?.y.at(-1) ?? NaN)}. Arrow keys read values.`;
}

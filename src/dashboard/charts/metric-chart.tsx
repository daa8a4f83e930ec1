import { useMemo, useRef, useState } from 'preact/hooks';
import type { MetricDefinition } from '../../wire/index';
import { messageOf } from '../format/message';
import { formatNumber, resolutionOf } from '../format/number';
import type { Axis } from '../source/source';
import { useColors } from '../theme/colors';
import { goalOf } from './data/metric-axes';
import { describeMarks } from './data/not-finite';
import { valuesAt, type Points } from './data/points';
import type { RunSeries } from './data/run-series';
import { usePoints } from './data/use-points';
import { useInView, useWidth } from './in-view';
import { Plot, type CursorAt, type Zoom } from './plot';
import { drawnAt, prepareChart, type Prepared } from './prepare';
import type { ChartSettings } from './settings';
import { ChartTip, type TipEntry } from './tip';
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

/** The place of a chart. What is not in view has its name only: a page may have thousands. */
export function ChartPlace(props: MetricChartProps) {
  const place = useRef<HTMLElement>(null);
  const inView = useInView(place);
  return (
    <figure class="chart" ref={place}>
      {inView ? (
        <MetricChart {...props} />
      ) : (
        <figcaption>
          <span class="chart-title">{props.title}</span>
        </figcaption>
      )}
    </figure>
  );
}

/** The chart of one metric, of one run or of several. */
function MetricChart({ metric, title, lines, axis, definition, settings, zoom, onZoom }: MetricChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const colors = useColors();
  const [cursor, setCursor] = useState<CursorAt | null>(null);
  const stores = useMemo(() => lines.map((line) => line.series.over(axis)), [lines, axis]);
  const { points, version } = usePoints(stores, metric, width);
  const shown = points.map((line) => line ?? NONE);
  const lineColors = lines.map((line) => line.color);
  const prepared = useMemo(
    () => prepareChart(shown, lineColors, settings.smoothing, settings.logarithmic),
    [version, stores, lineColors.join(), settings.smoothing, settings.logarithmic],
  );
  const resolution = useMemo(() => resolutionOf(shown.flatMap((line) => line.y)), [prepared]);
  const write = (value: number) => formatNumber(value, resolution);
  const single = lines.length === 1;
  const waiting = points.some((line) => line === undefined);
  const failed = stores.find((store) => store.errorOf(metric) !== undefined);
  const empty = shown.every((line) => line.x.length === 0);
  const entries = cursor ? entriesAt(cursor, lines, shown, prepared, write) : [];
  const falls = prepared.courses.some((course) => course !== null);
  const goal = goalOf(definition);
  const xAxis = xAxisOf(axis);
  const last = single ? shown[0]!.last : undefined;

  return (
    <>
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
        {!axis.startsWith('_') && (
          <span
            class="chart-over"
            title={
              falls ? `${xAxis.label} also falls: the line goes through its values as they were logged` : undefined
            }
          >
            over {xAxis.label}
            {falls && ', as logged'}
          </span>
        )}
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
              {entries[0].others !== undefined && <span class="chart-x"> {entries[0].others}</span>}
            </>
          ) : (
            last !== undefined && <b class={Number.isFinite(last) ? undefined : 'chart-odd'}>{write(last)}</b>
          )}
        </span>
      </figcaption>
      <div class="chart-body" ref={box} aria-busy={waiting}>
        {failed ? (
          <p class="chart-empty" role="alert">
            {messageOf(failed.errorOf(metric))}{' '}
            <button
              type="button"
              class="link-button"
              onClick={() => stores.forEach((store) => store.want(metric, width))}
            >
              Try again
            </button>
          </p>
        ) : empty ? (
          <p class="chart-empty">
            {waiting ? '' : axis.startsWith('_') ? 'No values on this axis' : `No row has both this and ${axis}`}
          </p>
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
              courses={prepared.courses}
              zoom={zoom}
              width={width}
              height={HEIGHT}
              label={describe(metric, lines.length, shown, write)}
              onZoom={onZoom}
              onCursor={setCursor}
            />
          )
        )}
        {!single && cursor?.here && <ChartTip cursor={cursor} heading={xAxis.describe(cursor.x)} entries={entries} />}
      </div>
    </>
  );
}

function entriesAt(
  cursor: CursorAt,
  lines: readonly ChartLine[],
  shown: readonly Points[],
  { data, main, styles }: Prepared,
  write: (value: number) => string,
): TipEntry[] {
  return lines.flatMap((line, index) => {
    const place = main[index]!;
    const at = cursor.indexes[place];
    // A line without a value exactly there is read at its nearest.
    const isThere = drawnAt(data, place, cursor.x) !== undefined;
    const x = isThere ? cursor.x : at === null || at === undefined ? undefined : data[0][at];
    if (x === undefined) return [];
    const drawn = drawnAt(data, place, x);
    const values = valuesAt(shown[index]!, x);
    const raw = values.at(-1);
    const value = drawn ?? raw;
    if (value === undefined) return [];
    const isSmoothed = styles[place - 1]?.faint === true && drawn !== undefined;
    return [
      {
        id: line.id,
        name: line.name,
        color: line.color,
        size: value,
        value: write(value),
        ...(isSmoothed && raw !== undefined ? { raw: write(raw) } : {}),
        ...(values.length > 1 ? { others: describeOthers(values, shown[index]!.thinned, write) } : {}),
      },
    ];
  });
}

/** Of several values at one x the last is read; this says that there are more. */
function describeOthers(values: readonly number[], thinned: boolean, write: (value: number) => string): string {
  const numbers = values.filter((value) => !Number.isNaN(value));
  const range = `${write(Math.min(...numbers))} to ${write(Math.max(...numbers))}`;
  return thinned ? `last, of ${range}` : `last of ${values.length}, ${range}`;
}

/** What a screen reader says of a chart. */
function describe(metric: string, runs: number, shown: readonly Points[], write: (value: number) => string): string {
  let least = Infinity;
  let most = -Infinity;
  for (const value of shown.flatMap((line) => line.y).filter(Number.isFinite)) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) return `${metric}: no values to draw`;
  const range = `from ${write(least)} to ${write(most)}`;
  if (runs > 1) return `${metric} of ${runs} runs, ${range}`;
  return `${metric}, ${range}, last ${write(shown[0]?.last ?? NaN)}. Arrow keys read values.`;
}

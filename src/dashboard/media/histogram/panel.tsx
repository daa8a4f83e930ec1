import { useId, useMemo, useState } from 'preact/hooks';
import type { LineValue } from '../../../wire/index';
import { fileNameOf } from '../../format/file-name';
import { countOf, formatApart, formatCount, formatNumber } from '../../format/number';
import { MetricCard, type Shown } from '../../rows/metric-card';
import { placeOf } from '../../rows/moments';
import { stepName } from '../../rows/step-slider';
import { SaveButton } from '../../shell/save-button';
import type { RunPath } from '../../source/source';
import { useStoredState } from '../../stored/use-stored-state';
import { Bars } from './bars';
import { HeatMap } from './heat-map';
import { binAt, describeHistogram, rangeOf, readHistogram, writeHistograms, type Histogram } from './histogram';
import { Ridgeline } from './ridgeline';
import './histogram.css';

function readHistograms(value: LineValue): Histogram[] {
  const histogram = readHistogram(value);
  return histogram ? [histogram] : [];
}

/** One metric whose values are histograms: over all steps, and at one of them. */
export function HistogramPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  return (
    <MetricCard path={path} metric={metric} fresh={fresh} noun="histogram" read={readHistograms}>
      {(shown) => <Histograms metric={metric} shown={shown} />}
    </MetricCard>
  );
}

const VIEWS = { heat: 'Heat map', ridges: 'Ridgeline' };
type View = keyof typeof VIEWS;
const isView = (value: unknown): value is View => value === 'heat' || value === 'ridges';

function Histograms({ metric, shown }: { metric: string; shown: Shown<Histogram> }) {
  const [view, setView] = useStoredState<View>('histograms', 'heat', isView);
  const group = useId();
  const [hovered, setHovered] = useState<{ index: number; value: number } | null>(null);
  const columns = useMemo(
    () => shown.steps.map(({ row, items }) => ({ name: placeOf(row), histogram: items[0]! })),
    [shown.steps],
  );
  const range = useMemo(() => rangeOf(columns.map((column) => column.histogram)), [columns]);
  const at = Math.min(hovered?.index ?? shown.index, columns.length - 1);
  const { row, items } = shown.steps[at]!;
  const histogram = items[0]!;
  const about = describeHistogram(histogram);
  const OverSteps = view === 'heat' ? HeatMap : Ridgeline;
  return (
    <div class="histograms">
      <div class="histogram-tools">
        <fieldset class="segments">
          <legend class="visually-hidden">How {metric} is drawn over steps</legend>
          {(Object.keys(VIEWS) as View[]).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name={group}
                class="visually-hidden"
                checked={one === view}
                onChange={() => setView(one)}
              />
              <span>{VIEWS[one]}</span>
            </label>
          ))}
        </fieldset>
        <SaveButton
          label="CSV"
          title="Save the edges and counts of all steps"
          name={`${fileNameOf(metric)}.csv`}
          make={() => new Blob([writeHistograms(columns)], { type: 'text/csv' })}
        />
      </div>
      <p class="histogram-said">
        <b>{stepName(row)}</b> · {hovered ? sayBin(histogram, hovered.value) : `${countOf(about.count, 'value')} · `}
        {!hovered && `mean ≈ ${formatNumber(about.mean)}`}
        {!hovered && histogram.leftOut && ` · left out: ${histogram.leftOut}`}
      </p>
      <OverSteps
        label={metric}
        columns={columns}
        range={range}
        chosen={at}
        onHover={setHovered}
        onChoose={shown.choose}
      />
      <Bars histogram={histogram} range={range} label={`${metric} at ${stepName(row)}`} />
    </div>
  );
}

/** The bin in which a value lies, and how many do. */
function sayBin(histogram: Histogram, value: number): string {
  const bin = binAt(histogram, value);
  if (bin === null) return `no value at ${formatNumber(value)}`;
  const [from, to] = formatApart([histogram.edges[bin]!, histogram.edges[bin + 1]!]);
  return `${from} to ${to}: ${formatCount(histogram.counts[bin]!)}`;
}

import { useMemo, useState } from 'preact/hooks';
import { formatCount, formatNumber } from '../../format/number';
import { RowsStatus, StepSlider, stepName, useChosenRow } from '../../rows/step-slider';
import { useRows } from '../../rows/use-rows';
import type { RunPath } from '../../source/source';
import { Bars } from './bars';
import { HeatMap } from './heat-map';
import { describeHistogram, rangeOf, readHistogram } from './histogram';
import './histogram.css';

/** One metric whose values are histograms: over all steps, and at one of them. */
export function HistogramPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  const rows = useRows(path, metric, fresh);
  const drawable = useMemo(
    () =>
      rows.rows.flatMap((row) => {
        const histogram = readHistogram(row.value);
        return histogram ? [{ row, histogram, name: row.step ?? row.line }] : [];
      }),
    [rows.rows],
  );
  const steps = useMemo(() => drawable.map((one) => one.row), [drawable]);
  const range = useMemo(() => rangeOf(drawable.map((one) => one.histogram)), [drawable]);
  const { index, choose } = useChosenRow(steps);
  const [hovered, setHovered] = useState<number | null>(null);
  const shown = Math.min(hovered ?? index, drawable.length - 1);
  const current = drawable[shown];
  const about = current && describeHistogram(current.histogram);
  return (
    <figure class="card">
      <figcaption class="card-head">
        <span class="card-title" title={metric}>
          {metric}
        </span>
        {current && about && (
          <span class="card-note">
            {stepName(current.row)} · {formatCount(about.count)} values · mean ≈ {formatNumber(about.mean)}
            {current.histogram.leftOut && ` · left out: ${current.histogram.leftOut}`}
          </span>
        )}
      </figcaption>
      <RowsStatus rows={rows} />
      {current && (
        <>
          <HeatMap
            label={metric}
            columns={drawable}
            range={range}
            chosen={shown}
            onHover={setHovered}
            onChoose={choose}
          />
          <StepSlider label={metric} rows={steps} index={index} onIndex={choose} />
          <Bars histogram={current.histogram} range={range} label={`${metric} at ${stepName(current.row)}`} />
        </>
      )}
      {!rows.loading && rows.error === undefined && !current && (
        <p class="rows-status">No histogram here can be drawn.</p>
      )}
    </figure>
  );
}

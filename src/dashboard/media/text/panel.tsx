import { useMemo } from 'preact/hooks';
import { RowsStatus, StepSlider, useChosenRow } from '../../rows/step-slider';
import { useRows } from '../../rows/use-rows';
import type { RunPath } from '../../source/source';
import './text.css';

/** One metric whose values are text: the latest one, and a slider through the others. */
export function TextPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  const rows = useRows(path, metric, fresh);
  const steps = useMemo(() => rows.rows.filter((row) => typeof row.value === 'string'), [rows.rows]);
  const { row, index, choose } = useChosenRow(steps);
  return (
    <section class="card" aria-label={metric}>
      <div class="card-head">
        <h2 class="card-title" title={metric}>
          {metric}
        </h2>
      </div>
      <RowsStatus rows={rows} />
      {row && (
        <>
          <StepSlider label={metric} rows={steps} index={index} onIndex={choose} />
          <pre class="text-value" tabIndex={0}>
            {typeof row.value === 'string' ? row.value : ''}
          </pre>
        </>
      )}
    </section>
  );
}

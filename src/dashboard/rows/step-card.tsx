import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { LineValue } from '../../wire/index';
import type { RunPath } from '../source/source';
import { RowsStatus, StepSlider, useChosenRow } from './step-slider';
import { useRows } from './use-rows';

interface StepCardProps<T> {
  path: RunPath;
  metric: string;
  fresh: number;
  /** What of a row can be shown; rows of which nothing can are left out. */
  read: (value: LineValue) => T[];
  /** Beside the name of the metric, of the row that is on show. */
  note: (values: T[]) => string;
  /** When nothing can be shown. */
  empty: string;
  children: (values: T[]) => ComponentChildren;
}

/** The card of one metric: its name, a slider through its steps, and what was logged in the step that is chosen. */
export function StepCard<T>({ path, metric, fresh, read, note, empty, children }: StepCardProps<T>) {
  const rows = useRows(path, metric, fresh);
  const readable = useMemo(
    () => rows.rows.map((row) => ({ row, values: read(row.value) })).filter(({ values }) => values.length > 0),
    [rows.rows, read],
  );
  const steps = useMemo(() => readable.map(({ row }) => row), [readable]);
  const { index, choose } = useChosenRow(steps);
  const values = readable[index]?.values;
  return (
    <section class="card" aria-label={metric}>
      <div class="card-head">
        <h2 class="card-title" title={metric}>
          {metric}
        </h2>
        {values && <span class="card-note">{note(values)}</span>}
      </div>
      <RowsStatus rows={rows} />
      {values && (
        <>
          <StepSlider label={metric} rows={steps} index={index} onIndex={choose} />
          {children(values)}
        </>
      )}
      {!rows.loading && rows.error === undefined && !values && <p class="rows-status">{empty}</p>}
    </section>
  );
}

import { useMemo } from 'preact/hooks';
import { messageOf } from '../../format/message';
import { RowsStatus, StepSlider, useChosenRow } from '../../rows/step-slider';
import { useRows } from '../../rows/use-rows';
import type { RunPath } from '../../source/source';
import type { Asked } from '../../source/use-answer';
import { readTable, type TableContent } from './logged-table';
import { TableView } from './table-view';
import { useTable } from './use-table';
import './table.css';

/** One metric whose values are tables: that of one step, and a slider through the steps. */
export function TablePanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  const rows = useRows(path, metric, fresh);
  const steps = useMemo(() => rows.rows.filter((row) => readTable(row.value)), [rows.rows]);
  const { row, index, choose } = useChosenRow(steps);
  const logged = readTable(row?.value);
  return (
    <section class="card" aria-label={metric}>
      <div class="card-head">
        <h2 class="card-title" title={metric}>
          {metric}
        </h2>
        {logged?.isIncrement && <span class="card-note">the rows that were new at this step</span>}
      </div>
      <RowsStatus rows={rows} />
      {row && logged && (
        <>
          <StepSlider label={metric} rows={steps} index={index} onIndex={choose} />
          <TableOfStep path={path} metric={metric} name={logged.path} />
        </>
      )}
      {!rows.loading && rows.error === undefined && !row && <p class="rows-status">No table here can be shown.</p>}
    </section>
  );
}

function TableOfStep({ path, metric, name }: { path: RunPath; metric: string; name: string }) {
  const asked = useTable(path, name);
  if (!asked.value) return <TableStatus asked={asked} />;
  return <TableView label={metric} name={metric.replace(/[/\\]/g, '_')} table={asked.value} />;
}

/** Says why a table is not there. */
export function TableStatus({ asked: { error, reload } }: { asked: Asked<TableContent> }) {
  if (error === undefined) return <p class="rows-status">Loading…</p>;
  return (
    <p class="rows-status" role="alert">
      {messageOf(error)}{' '}
      <button type="button" class="link-button" onClick={reload}>
        Try again
      </button>
    </p>
  );
}

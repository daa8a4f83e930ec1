import { useMemo } from 'preact/hooks';
import { RowsStatus, StepSlider, useChosenRow } from '../../rows/step-slider';
import { useRows } from '../../rows/use-rows';
import type { RunPath } from '../../source/source';
import { partsOf, readTable } from './logged-table';
import { TableFile } from './table-file';
import { TableView } from './table-view';
import './table.css';

/** One metric whose values are tables: that of one step, and a slider through the steps. */
export function TablePanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  const rows = useRows(path, metric, fresh);
  const steps = useMemo(() => rows.rows.filter((row) => readTable(row.value)), [rows.rows]);
  const tables = useMemo(() => steps.map((row) => readTable(row.value)!), [steps]);
  const { row, index, choose } = useChosenRow(steps);
  const parts = partsOf(tables, index);
  return (
    <section class="card" aria-label={metric}>
      <div class="card-head">
        <h2 class="card-title" title={metric}>
          {metric}
        </h2>
        {parts.length > 1 && <span class="card-note">all rows up to this step, logged in {parts.length} parts</span>}
      </div>
      <RowsStatus rows={rows} />
      {row && (
        <>
          <StepSlider label={metric} rows={steps} index={index} onIndex={choose} />
          <TableFile path={path} parts={parts}>
            {(table) => <TableView path={path} label={metric} name={metric.replace(/[/\\]/g, '_')} table={table} />}
          </TableFile>
        </>
      )}
      {!rows.loading && rows.error === undefined && !row && <p class="rows-status">No table here can be shown.</p>}
    </section>
  );
}

import { useMemo } from 'preact/hooks';
import { RowsStatus, StepSlider, useChosenRow } from '../../rows/step-slider';
import { useRows } from '../../rows/use-rows';
import type { RunPath } from '../../source/source';
import { readTable } from './logged-table';
import { TableFile } from './table-file';
import { TableView } from './table-view';
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
          <TableFile path={path} name={logged.path}>
            {(table) => <TableView label={metric} name={metric.replace(/[/\\]/g, '_')} table={table} />}
          </TableFile>
        </>
      )}
      {!rows.loading && rows.error === undefined && !row && <p class="rows-status">No table here can be shown.</p>}
    </section>
  );
}

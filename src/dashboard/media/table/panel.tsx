import type { LineValue } from '../../../wire/index';
import { MetricCard } from '../../rows/metric-card';
import type { RunPath } from '../../source/source';
import { readTable, type LoggedTable } from './logged-table';
import { TableFile } from './table-file';
import { TableView } from './table-view';
import './table.css';

const readTables = (value: LineValue): LoggedTable[] => [readTable(value) ?? []].flat();

/** One metric whose values are tables: that of one step, and a slider through the steps. */
export function TablePanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  return (
    <MetricCard
      path={path}
      metric={metric}
      fresh={fresh}
      noun="table"
      read={readTables}
      note={({ items: [logged] }) => logged?.isIncrement && 'the rows that were new at this step'}
    >
      {({ items: [logged] }) => (
        <TableFile path={path} name={logged!.path}>
          {(table) => <TableView label={metric} name={metric.replace(/[/\\]/g, '_')} table={table} />}
        </TableFile>
      )}
    </MetricCard>
  );
}

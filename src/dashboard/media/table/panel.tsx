import type { LineValue } from '../../../wire/index';
import { fileNameOf } from '../../format/file-name';
import { MetricCard, type Shown } from '../../rows/metric-card';
import type { RunPath } from '../../source/source';
import { partsOf, readTable, type LoggedTable } from './logged-table';
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
      note={(shown) => sayParts(partsAt(shown).length)}
    >
      {(shown) => (
        <TableFile path={path} parts={partsAt(shown)}>
          {(table) => <TableView path={path} label={metric} name={fileNameOf(metric)} table={table} />}
        </TableFile>
      )}
    </MetricCard>
  );
}

const partsAt = ({ steps, index }: Shown<LoggedTable>) =>
  partsOf(
    steps.map(({ items }) => items[0]!),
    index,
  );

function sayParts(count: number): string | false {
  return count > 1 && `all rows up to this step, logged in ${count} parts`;
}

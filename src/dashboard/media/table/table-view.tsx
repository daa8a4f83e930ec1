import { useMemo, useState } from 'preact/hooks';
import { countOf, formatCount } from '../../format/number';
import { Filter } from '../../shell/filter';
import { SaveButton } from '../../shell/save-button';
import type { RunPath } from '../../source/source';
import type { TableContent } from './logged-table';
import { chooseRows, type ColumnOrder } from './row-order';
import { TableRows } from './table-rows';
import { writeCsv, writeJson } from './written-table';

interface TableViewProps {
  path: RunPath;
  label: string;
  /** What its file is called without the ending. */
  name: string;
  table: TableContent;
}

/** A table to search, sort and save. */
export function TableView({ path, label, name, table }: TableViewProps) {
  const [wanted, setWanted] = useState('');
  const [order, setOrder] = useState<ColumnOrder | null>(null);
  // Another step may have other columns.
  const valid = order && order.column < table.columns.length ? order : null;
  const chosen = useMemo(() => chooseRows(table, wanted, valid), [table, wanted, valid]);
  const { length } = table.rows;
  return (
    <>
      <div class="data-table-tools">
        <Filter label={`Filter rows of ${label}`} value={wanted} onInput={setWanted} second />
        <span class="rows-status" role="status">
          {chosen.length < length && `${formatCount(chosen.length)} of `}
          {countOf(length, 'row')} · {countOf(table.columns.length, 'column')}
        </span>
        <span class="data-table-save">
          <SaveButton
            label="CSV"
            title="Save these rows, in this order. Text that a spreadsheet would run as a formula gets an apostrophe."
            name={`${name}.csv`}
            make={() => new Blob([writeCsv(table, chosen)], { type: 'text/csv' })}
          />
          <SaveButton
            label="JSON"
            title="Save these rows, in this order, with all digits"
            name={`${name}.json`}
            make={() => new Blob([writeJson(table, chosen)], { type: 'application/json' })}
          />
        </span>
      </div>
      {length === 0 ? (
        <p class="rows-status">This table has no rows.</p>
      ) : chosen.length === 0 ? (
        <p class="rows-status">No row holds this text.</p>
      ) : (
        <TableRows path={path} label={label} table={table} chosen={chosen} order={valid} onOrder={setOrder} />
      )}
    </>
  );
}

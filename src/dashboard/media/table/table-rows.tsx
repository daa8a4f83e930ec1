import { useMemo, useRef, useState } from 'preact/hooks';
import type { LineValue } from '../../../wire/index';
import { formatCount } from '../../format/number';
import { useVisibleRows } from '../../shell/use-visible-rows';
import type { RunPath } from '../../source/source';
import { mediaIn, shownText, type MediaValue } from './cell-text';
import type { TableContent } from './logged-table';
import { MediaCell } from './media-cell';
import { MediaDialog } from './media-dialog';
import type { ColumnOrder } from './row-order';

/** The height of a row in CSS pixels, and of one with media; the style sheet says the same. */
const ROW = 28;
const TALL_ROW = 72;
/** Columns that are in the page; the downloads have all. */
const MOST_COLUMNS = 100;
/** More of a cell than fits on any screen. */
const LONGEST = 500;

interface TableRowsProps {
  path: RunPath;
  label: string;
  table: TableContent;
  /** The numbers of the rows to show. */
  chosen: Uint32Array;
  order: ColumnOrder | null;
  onOrder: (order: ColumnOrder | null) => void;
}

/** A table of any length, of which only the rows in view are in the page. */
export function TableRows(props: TableRowsProps) {
  const isTall = props.table.isMedia.includes(true);
  // Of rows of another height a new box is made: the list of rows does not measure them.
  return <RowsOfHeight key={String(isTall)} rowHeight={isTall ? TALL_ROW : ROW} {...props} />;
}

function RowsOfHeight({
  path,
  label,
  table,
  chosen,
  order,
  onOrder,
  rowHeight,
}: TableRowsProps & { rowHeight: number }) {
  const box = useRef<HTMLDivElement>(null);
  const { places, top, height } = useVisibleRows(box, chosen.length, rowHeight);
  const [opened, setOpened] = useState<{ value: MediaValue; label: string } | null>(null);
  const columns = table.columns.slice(0, MOST_COLUMNS);
  const widths = useMemo(() => columns.map((_, column) => widthOf(table, column)), [table]);
  const first = 5 + String(table.rows.length).length;
  const below = Math.max(0, height - top - places.length * rowHeight);
  return (
    <>
      <div
        ref={box}
        class={`data-table-box${rowHeight === ROW ? '' : ' tall-rows'}`}
        role="region"
        aria-label={`Rows of ${label}`}
        tabIndex={0}
      >
        <table class="data-table" aria-rowcount={chosen.length + 1} aria-colcount={table.columns.length + 1}>
          <colgroup>
            <col style={{ width: `${first}ch` }} />
            {widths.map((width, column) => (
              <col key={column} style={{ width: `${width}ch` }} />
            ))}
            <col />
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col" class="cell-number">
                <span class="visually-hidden">Row</span>
                <span aria-hidden="true">#</span>
              </th>
              {columns.map((name, column) => (
                <Heading
                  key={column}
                  name={name}
                  isNumeric={table.isNumeric[column]!}
                  descending={order?.column === column ? order.descending : null}
                  onOrder={(descending) => onOrder(descending === null ? null : { column, descending })}
                />
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            <tr aria-hidden="true" style={{ height: `${top}px` }} />
            {places.map((place) => (
              <tr key={chosen[place]} class="data-row" aria-rowindex={place + 2}>
                <th scope="row" class="cell-number">
                  {formatCount(chosen[place]!)}
                </th>
                {columns.map((name, column) => {
                  const cell = table.rows[chosen[place]!]![column]!;
                  const media = table.isMedia[column] ? mediaIn(cell) : [];
                  if (media.length === 0)
                    return (
                      <Cell
                        key={column}
                        cell={table.isMedia[column] && isEmptyList(cell) ? null : cell}
                        isNumeric={table.isNumeric[column]!}
                        isTime={table.isTime[column]!}
                      />
                    );
                  const where = `${name}, row ${formatCount(chosen[place]!)}`;
                  const open = (value: MediaValue) => setOpened({ value, label: where });
                  return <MediaCell key={column} path={path} media={media} label={where} onOpen={open} />;
                })}
                <td />
              </tr>
            ))}
            <tr aria-hidden="true" style={{ height: `${below}px` }} />
          </tbody>
        </table>
      </div>
      {opened && <MediaDialog path={path} metric={label} {...opened} onClose={() => setOpened(null)} />}
      {columns.length < table.columns.length && (
        <p class="rows-status">
          The first {formatCount(columns.length)} of {formatCount(table.columns.length)} columns are here; a download
          has all of them.
        </p>
      )}
    </>
  );
}

interface HeadingProps {
  name: string;
  isNumeric: boolean;
  descending: boolean | null;
  onOrder: (descending: boolean | null) => void;
}

/** Sorts the one way, the other way, and not at all. Of numbers the largest are looked for first. */
function Heading({ name, isNumeric, descending, onOrder }: HeadingProps) {
  const next = descending === null ? isNumeric : descending === isNumeric ? !isNumeric : null;
  return (
    <th
      scope="col"
      class={isNumeric ? 'cell-number' : undefined}
      aria-sort={descending === null ? 'none' : descending ? 'descending' : 'ascending'}
    >
      <button type="button" class="sort" title={name} onClick={() => onOrder(next)}>
        <span class="column-label">{name || ' '}</span>
        <span class="sort-arrow" aria-hidden="true">
          {descending === null ? '' : descending ? '↓' : '↑'}
        </span>
      </button>
    </th>
  );
}

function Cell({ cell, isNumeric, isTime }: { cell: LineValue; isNumeric: boolean; isTime: boolean }) {
  if (cell === null) return <td class={isNumeric ? 'cell-number cell-quiet' : 'cell-quiet'}>–</td>;
  const text = shownText(cell, isTime);
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const isOdd = typeof cell === 'number' && !Number.isFinite(cell);
  return (
    <td class={`${isNumeric ? 'cell-number' : ''}${isOdd ? ' cell-odd' : ''}`} title={isNumeric ? undefined : shown}>
      {shown}
    </td>
  );
}

/** A list without media is shown as null is. */
function isEmptyList(cell: LineValue): boolean {
  return Array.isArray(cell) && cell.length === 0;
}

/** Rows that are measured to tell how wide a column is to be. */
const MEASURED = 200;

/** In characters. */
function widthOf({ columns, rows, isTime, isMedia }: TableContent, column: number): number {
  let longest = columns[column]!.length + 3;
  if (isMedia[column]) longest = Math.max(longest, 24);
  for (const row of rows.slice(0, MEASURED))
    longest = Math.max(longest, shownText(row[column]!, isTime[column]!).length);
  return Math.max(6, Math.min(40, longest)) + 4;
}

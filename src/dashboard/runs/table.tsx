import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import type { LineValue, UrgentAlerts } from '../../wire/index';
import { AlertBadge } from '../alerts/badge';
import { formatDuration } from '../format/duration';
import { jsonOf } from '../format/json';
import { formatAgo, formatMoment } from '../format/moment';
import { formatCount, formatNumber, resolutionOf } from '../format/number';
import { runHref } from '../format/paths';
import { useNow } from '../live/use-now';
import { StateBadge } from '../run/state';
import { durationOf, startOf, stepOf } from '../run/timing';
import { TableBox } from '../shell/table-box';
import type { Run } from '../source/run';
import { valueIn, type Column } from './columns';
import type { Sorting } from './sort';

interface RunsTableProps {
  entity: string;
  project: string;
  runs: readonly Run[];
  columns: readonly Column[];
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
  colorOf: ReadonlyMap<string, string>;
  drawn: ReadonlySet<string>;
  onDrawn: (drawn: ReadonlySet<string>) => void;
  /** The alerts of a run that are to be pointed out. */
  unreadOf: (run: string, urgent: UrgentAlerts | null) => UrgentAlerts | null;
}

const ROWS = 100;

/** The table of runs. */
export function RunsTable({
  entity,
  project,
  runs,
  columns,
  sorting,
  onSort,
  colorOf,
  drawn,
  onDrawn,
  unreadOf,
}: RunsTableProps) {
  const now = useNow(1000);
  const [all, setAll] = useState(false);
  const shown = all ? runs : runs.slice(0, ROWS);
  const heading = (by: string, label: ComponentChildren, numeric = false) => (
    <Heading key={by} by={by} label={label} numeric={numeric} sorting={sorting} onSort={onSort} />
  );
  const resolutions = columns.map((column) => resolutionOf(runs.map((run) => valueIn(run, column))));
  const allDrawn = runs.every((run) => drawn.has(run.id));
  return (
    <TableBox>
      <table class="table" aria-label={`Runs of ${project}`}>
        <thead>
          <tr>
            <th class="cell-check">
              <input
                type="checkbox"
                aria-label="Show all of these runs in charts"
                checked={allDrawn}
                onChange={() => onDrawn(withAll(drawn, runs, !allDrawn))}
              />
            </th>
            {heading('name', 'Name')}
            {heading('state', 'State')}
            {heading('created', 'Started')}
            {heading('duration', 'Duration', true)}
            {heading('steps', 'Step', true)}
            {columns.map((column) => heading(column.id, <ColumnLabel column={column} />, column.numeric))}
          </tr>
        </thead>
        <tbody>
          {shown.map((run) => (
            <tr key={run.id}>
              <td class="cell-check" style={{ '--run': colorOf.get(run.id) ?? '#888' }}>
                <input
                  type="checkbox"
                  aria-label={`Show ${run.name} in charts`}
                  checked={drawn.has(run.id)}
                  onChange={() => onDrawn(toggled(drawn, run.id))}
                />
              </td>
              <th scope="row" class="cell-name">
                <Link href={runHref({ entity, project, run: run.id })} title={run.name}>
                  {run.name}
                </Link>
                {run.tags.map((tag) => (
                  <span key={tag} class="tag">
                    {tag}
                  </span>
                ))}
              </th>
              <td>
                <StateBadge state={run.state} />
                {unreadOf(run.id, run.urgent) && (
                  <Link href={`${runHref({ entity, project, run: run.id })}?tab=log`}>
                    <AlertBadge urgent={run.urgent!} />
                  </Link>
                )}
              </td>
              <td class="cell-quiet" title={formatMoment(startOf(run))}>
                {formatAgo(startOf(run), now)}
              </td>
              <td class="cell-number">{formatDuration(durationOf(run, now))}</td>
              <td class="cell-number">{stepOf(run) === null ? '–' : formatCount(stepOf(run)!)}</td>
              {columns.map((column, index) => (
                <Cell
                  key={column.id}
                  value={valueIn(run, column)}
                  numeric={column.numeric}
                  resolution={resolutions[index]!}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < runs.length && (
        <button type="button" class="button table-more" onClick={() => setAll(true)}>
          Show all {formatCount(runs.length)} runs
        </button>
      )}
    </TableBox>
  );
}

function Heading(props: {
  by: string;
  label: ComponentChildren;
  numeric: boolean;
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
}) {
  const { by, label, numeric, sorting, onSort } = props;
  const active = sorting.by === by;
  // A first click on numbers shows the largest, on names the first.
  const descending = active ? !sorting.descending : numeric || by === 'created';
  return (
    <th
      scope="col"
      class={numeric ? 'cell-number' : by === 'name' ? 'cell-name' : undefined}
      aria-sort={active ? (sorting.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" class="sort" onClick={() => onSort({ by, descending })}>
        {label}
        <span class="sort-arrow" aria-hidden="true">
          {active ? (sorting.descending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  );
}

function ColumnLabel({ column }: { column: Column }) {
  return (
    <span class="column-label" title={`${column.source === 'config' ? 'Config' : 'Metric'}: ${column.key}`}>
      {column.source === 'config' && <span class="column-source">config </span>}
      {column.key}
    </span>
  );
}

function Cell({ value, numeric, resolution }: { value: LineValue | undefined; numeric: boolean; resolution: number }) {
  if (value === undefined || value === null)
    return <td class={numeric ? 'cell-number cell-quiet' : 'cell-quiet'}>–</td>;
  if (typeof value === 'number' || typeof value === 'bigint') {
    const odd = typeof value === 'bigint' || Number.isFinite(value) ? '' : ' cell-odd';
    return (
      <td class={`cell-number${odd}`} title={String(value)}>
        {formatNumber(value, resolution)}
      </td>
    );
  }
  const text = typeof value === 'string' ? value : jsonOf(value);
  return (
    <td class="cell-text" title={text}>
      {text}
    </td>
  );
}

/** With all of these, or without them. What the filter leaves out stays as it is. */
function withAll(set: ReadonlySet<string>, runs: readonly Run[], wanted: boolean): ReadonlySet<string> {
  const next = new Set(set);
  for (const { id } of runs)
    if (wanted) next.add(id);
    else next.delete(id);
  return next;
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

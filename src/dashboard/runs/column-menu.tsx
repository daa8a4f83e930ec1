import { useMemo } from 'preact/hooks';
import { useStoredState } from '../stored/use-stored-state';
import { Menu } from '../shell/menu';
import type { Run } from '../source/run';
import { defaultColumns, findColumns, type Column } from './columns';

/** The columns of a project's table: those that were chosen here before, or a sensible few. */
export function useColumns(
  project: string,
  runs: readonly Run[],
): { columns: Column[]; available: Column[]; choose: (ids: string[] | null) => void } {
  const [kept, keep] = useStoredState<string[] | null>(`columns:${project}`, null, isIds);
  const available = useMemo(() => findColumns(runs), [runs]);
  const columns = useMemo(
    () => (kept ? available.filter((column) => kept.includes(column.id)) : defaultColumns(runs)),
    [kept, available],
  );
  return { columns, available, choose: keep };
}

function isIds(value: unknown): value is string[] | null {
  return value === null || (Array.isArray(value) && value.every((id) => typeof id === 'string'));
}

interface ColumnMenuProps {
  columns: readonly Column[];
  available: readonly Column[];
  onChoose: (ids: string[] | null) => void;
}

/** Lets the user choose columns. */
export function ColumnMenu({ columns, available, onChoose }: ColumnMenuProps) {
  const shown = columns.map((column) => column.id);
  return (
    <Menu label="Columns">
      {(['summary', 'config'] as const).map((source) => {
        const own = available.filter((column) => column.source === source);
        if (own.length === 0) return null;
        return (
          <fieldset key={source}>
            <legend>{source === 'summary' ? 'Metrics' : 'Config'}</legend>
            {own.map((column) => (
              <label key={column.id} class="check">
                <input
                  type="checkbox"
                  checked={shown.includes(column.id)}
                  onChange={(event) =>
                    onChoose(
                      event.currentTarget.checked ? [...shown, column.id] : shown.filter((id) => id !== column.id),
                    )
                  }
                />
                {column.key}
              </label>
            ))}
          </fieldset>
        );
      })}
      <button type="button" class="button button-small" onClick={() => onChoose(null)}>
        Back to the default
      </button>
    </Menu>
  );
}

import { useState } from 'preact/hooks';
import { formatLine, type LineValue, type Row } from '../../wire/index';
import { isBranch } from '../format/leaves';
import { countOf } from '../format/number';
import { CopyButton } from '../shell/copy-button';
import { Filter } from '../shell/filter';
import { Notice } from '../shell/notice';
import { filterTree, leafText } from './filter-tree';

/** A nested object to read and search: a run's config or its summary. */
export function TreePanel({ name, row, empty }: { name: string; row: Row; empty: string }) {
  const [filter, setFilter] = useState('');
  if (Object.keys(row).length === 0) return <Notice title={empty} />;
  const shown = filterTree(row, filter);
  return (
    <>
      <div class="tools">
        <Filter label={`Search ${name}`} value={filter} onInput={setFilter} />
        <CopyButton text={() => formatLine(row)} label="Copy as JSON" />
      </div>
      {Object.keys(shown).length === 0 ? (
        <Notice title="Nothing here holds this text" />
      ) : (
        <div class="tree">
          <Branch row={shown} depth={0} />
        </div>
      )}
    </>
  );
}

function Branch({ row, depth }: { row: Row; depth: number }) {
  return (
    // Values stand in one column, however deep their keys are.
    <ul style={{ '--depth': depth }}>
      {Object.entries(row).map(([key, value]) => (
        <li key={key}>
          {isBranch(value, depth) ? (
            <Inner name={key} row={value} depth={depth + 1} />
          ) : (
            <Leaf name={key} value={value} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Inner({ name, row, depth }: { name: string; row: Row; depth: number }) {
  return (
    <details open>
      <summary>
        <span class="tree-key">{name}</span>
        <span class="tree-count">{countOf(Object.keys(row).length, 'key')}</span>
      </summary>
      <Branch row={row} depth={depth} />
    </details>
  );
}

function Leaf({ name, value }: { name: string; value: LineValue }) {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
  return (
    <div class="tree-leaf">
      <span class="tree-key">{name}</span>
      <span class={`tree-value tree-${kind}`}>{leafText(value)}</span>
    </div>
  );
}

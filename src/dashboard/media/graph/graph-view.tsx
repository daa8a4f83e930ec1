import { useMemo } from 'preact/hooks';
import type { RunPath } from '../../source/source';
import type { TableContent } from '../table/logged-table';
import { TableView } from '../table/table-view';
import { Drawing } from './drawing';
import { readGraph, type LoggedGraph } from './logged-graph';

/** What a file says of a graph: a drawing of it, and a table of its layers. */
export function GraphView({ path, text, label }: { path: RunPath; text: string; label: string }) {
  const graph = useMemo(() => readGraph(text), [text]);
  const table = useMemo(() => graph && tableOf(graph), [graph]);
  if (!graph || !table) return <p class="file-box-status">This file has no graph.</p>;
  if (graph.layers.length === 0) return <p class="file-box-status">This graph has no layers.</p>;
  return (
    <div class="graph">
      <Drawing graph={graph} label={label} />
      <div class="graph-table">
        <TableView
          path={path}
          label={`layers of ${label}`}
          name={`${label.replace(/\W+/g, '_')}_layers`}
          table={table}
        />
      </div>
    </div>
  );
}

function tableOf({ layers }: LoggedGraph): TableContent {
  return {
    columns: ['layer', 'type', 'parameters', 'output shape'],
    isNumeric: [false, false, true, false],
    isTime: [],
    isMedia: [],
    rows: layers.map(({ name, type, shape, parameters }) => [name, type, parameters, shape]),
  };
}

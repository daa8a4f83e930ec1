import { useMemo, useState } from 'preact/hooks';
import { messageOf } from '../../format/message';
import { formatCount } from '../../format/number';
import { RowsStatus, StepSlider, useChosenRow } from '../../rows/step-slider';
import { useRows } from '../../rows/use-rows';
import { SaveButton } from '../../shell/save-button';
import type { RunPath } from '../../source/source';
import { useColors } from '../../theme/colors';
import { partsOf, readTable, type TableContent } from '../table/logged-table';
import { TableFile } from '../table/table-file';
import { TableView } from '../table/table-view';
import type { LoggedPlot } from './logged-plot';
import { specOf } from './plot-spec';
import { VegaView, type DrawnPlot } from './vega-view';
import './plot.css';

/** One plot: that of one step, and a slider through the steps. */
export function PlotPanel({ path, plot, fresh }: { path: RunPath; plot: LoggedPlot; fresh: number }) {
  const rows = useRows(path, plot.tableKey, fresh);
  const steps = useMemo(() => rows.rows.filter((row) => readTable(row.value)), [rows.rows]);
  const tables = useMemo(() => steps.map((row) => readTable(row.value)!), [steps]);
  const { row, index, choose } = useChosenRow(steps);
  const { title } = plot.strings;
  return (
    <section class="card" aria-label={plot.key}>
      <div class="card-head">
        <h2 class="card-title" title={plot.key}>
          {title || plot.key}
        </h2>
        {title && title !== plot.key && <span class="card-note">{plot.key}</span>}
      </div>
      <RowsStatus rows={rows} />
      {row && (
        <>
          <StepSlider label={plot.key} rows={steps} index={index} onIndex={choose} />
          <TableFile path={path} parts={partsOf(tables, index)}>
            {(table) => <Plot path={path} plot={plot} table={table} />}
          </TableFile>
        </>
      )}
      {!rows.loading && rows.error === undefined && !row && <p class="rows-status">Its table is not here yet.</p>}
    </section>
  );
}

function Plot({ path, plot, table }: { path: RunPath; plot: LoggedPlot; table: TableContent }) {
  const [drawn, setDrawn] = useState<DrawnPlot | null>(null);
  const [error, setError] = useState<unknown>();
  const colors = useColors();
  const said = useMemo(() => specOf(plot, table, colors), [JSON.stringify(plot), table, colors]);
  const name = plot.key.replace(/[/\\]/g, '_');
  const { length } = table.rows;
  if ('problem' in said) {
    return (
      <>
        <p class="plot-problem">{said.problem}</p>
        {length > 0 && <TableView path={path} label={plot.key} name={name} table={table} />}
      </>
    );
  }
  const onDrawn = (plot: DrawnPlot | null) => {
    setDrawn(plot);
    setError(undefined);
  };
  return (
    <>
      {error !== undefined && (
        <p class="plot-problem" role="alert">
          This plot cannot be drawn: {messageOf(error)}
        </p>
      )}
      <VegaView
        label={plot.strings['title'] || plot.key}
        spec={said.spec}
        colors={colors}
        isLarge={said.isLarge}
        onDrawn={onDrawn}
        onError={setError}
      />
      {drawn && (
        <div class="plot-tools rows-status">
          <span>
            {said.drawn < length &&
              `${formatCount(said.drawn)} of ${formatCount(length)} rows are drawn, evenly chosen.`}
          </span>
          <SaveButton label="SVG" name={`${name}.svg`} make={drawn.svg} onError={setError} />
          <SaveButton label="PNG" name={`${name}.png`} make={drawn.png} onError={setError} />
        </div>
      )}
    </>
  );
}

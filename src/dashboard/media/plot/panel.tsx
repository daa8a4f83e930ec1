import { useMemo, useState } from 'preact/hooks';
import type { LineValue } from '../../../wire/index';
import { fileNameOf } from '../../format/file-name';
import { messageOf } from '../../format/message';
import { formatCount } from '../../format/number';
import { MetricCard } from '../../rows/metric-card';
import { SaveButton } from '../../shell/save-button';
import type { RunPath } from '../../source/source';
import { useColors } from '../../theme/colors';
import { partsOf, readTable, type LoggedTable, type TableContent } from '../table/logged-table';
import { TableFile } from '../table/table-file';
import { TableView } from '../table/table-view';
import { writeCsv } from '../table/written-table';
import type { LoggedPlot } from './logged-plot';
import { specOf } from './plot-spec';
import { VegaView, type DrawnPlot } from './vega-view';
import './plot.css';

const readTables = (value: LineValue): LoggedTable[] => [readTable(value) ?? []].flat();

/** One plot: that of one step, and a slider through the steps. */
export function PlotPanel({ path, plot, fresh }: { path: RunPath; plot: LoggedPlot; fresh: number }) {
  const { title } = plot.strings;
  return (
    <MetricCard
      path={path}
      metric={plot.tableKey}
      fresh={fresh}
      noun="plot"
      read={readTables}
      name={plot.key}
      title={title || plot.key}
      note={() => title !== plot.key && title && plot.key}
      empty="Its table is not here yet."
    >
      {({ steps, index }) => (
        <TableFile
          path={path}
          parts={partsOf(
            steps.map(({ items }) => items[0]!),
            index,
          )}
        >
          {(table) => <Plot path={path} plot={plot} table={table} />}
        </TableFile>
      )}
    </MetricCard>
  );
}

function Plot({ path, plot, table }: { path: RunPath; plot: LoggedPlot; table: TableContent }) {
  const [drawn, setDrawn] = useState<DrawnPlot | null>(null);
  const [error, setError] = useState<unknown>();
  const colors = useColors();
  const said = useMemo(() => specOf(plot, table, colors), [JSON.stringify(plot), table, colors]);
  const name = fileNameOf(plot.key);
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
          <SaveButton
            label="CSV"
            title="Save the table that is drawn. Text that a spreadsheet would run as a formula gets an apostrophe."
            name={`${name}.csv`}
            make={() => new Blob([writeCsv(table, Uint32Array.from(table.rows.keys()))], { type: 'text/csv' })}
          />
        </div>
      )}
    </>
  );
}

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { messageOf } from '../../format/message';
import { formatCount } from '../../format/number';
import { RowsStatus, StepSlider, useChosenRow } from '../../rows/step-slider';
import { useRows } from '../../rows/use-rows';
import { saveBlob } from '../../shell/save-file';
import type { RunPath } from '../../source/source';
import { useColors } from '../../theme/colors';
import { readTable, type TableContent } from '../table/logged-table';
import { TableStatus } from '../table/panel';
import { TableView } from '../table/table-view';
import { useTable } from '../table/use-table';
import { drawPlot, type DrawnPlot } from './draw-plot';
import type { LoggedPlot } from './logged-plot';
import { specOf } from './plot-spec';
import './plot.css';

/** One plot: that of one step, and a slider through the steps. */
export function PlotPanel({ path, plot, fresh }: { path: RunPath; plot: LoggedPlot; fresh: number }) {
  const rows = useRows(path, plot.tableKey, fresh);
  const steps = useMemo(() => rows.rows.filter((row) => readTable(row.value)), [rows.rows]);
  const { row, index, choose } = useChosenRow(steps);
  const logged = readTable(row?.value);
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
      {row && logged && (
        <>
          <StepSlider label={plot.key} rows={steps} index={index} onIndex={choose} />
          <PlotOfStep path={path} plot={plot} name={logged.path} />
        </>
      )}
      {!rows.loading && rows.error === undefined && !row && <p class="rows-status">Its table is not here yet.</p>}
    </section>
  );
}

function PlotOfStep({ path, plot, name }: { path: RunPath; plot: LoggedPlot; name: string }) {
  const asked = useTable(path, name);
  return asked.value ? <Plot plot={plot} table={asked.value} /> : <TableStatus asked={asked} />;
}

function Plot({ plot, table }: { plot: LoggedPlot; table: TableContent }) {
  const box = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<DrawnPlot | null>(null);
  const [error, setError] = useState<unknown>();
  const colors = useColors();
  const said = useMemo(() => specOf(plot, table, colors), [JSON.stringify(plot), table, colors]);
  useEffect(() => {
    if (!('spec' in said)) return undefined;
    let isGone = false;
    let made: DrawnPlot | null = null;
    drawPlot(box.current!, said.spec, colors, said.isLarge).then(
      (plot) => {
        if (isGone) return plot.remove();
        made = plot;
        setDrawn(plot);
        setError(undefined);
      },
      (error: unknown) => !isGone && setError(error),
    );
    return () => {
      isGone = true;
      setDrawn(null);
      made?.remove();
    };
  }, [said]);
  const fileName = plot.key.replace(/[/\\]/g, '_');
  const save = (ending: string, blob: Promise<Blob>) =>
    void blob.then((blob) => saveBlob(`${fileName}.${ending}`, blob), setError);
  if ('problem' in said) {
    return (
      <>
        <p class="rows-status">{said.problem}</p>
        <TableView label={plot.key} name={fileName} table={table} />
      </>
    );
  }
  return (
    <>
      {error !== undefined && (
        <p class="rows-status" role="alert">
          This plot cannot be drawn: {messageOf(error)}
        </p>
      )}
      <div ref={box} class="plot-box" role="img" aria-label={plot.strings['title'] || plot.key} />
      {drawn && (
        <p class="plot-tools rows-status">
          <span>
            {said.drawn < table.rows.length &&
              `${formatCount(said.drawn)} of ${formatCount(table.rows.length)} rows are drawn, evenly chosen.`}
          </span>
          <button
            type="button"
            class="link-button"
            onClick={() =>
              save(
                'svg',
                drawn.svg().then((svg) => new Blob([svg], { type: 'image/svg+xml' })),
              )
            }
          >
            SVG
          </button>
          <button type="button" class="link-button" onClick={() => save('png', drawn.png())}>
            PNG
          </button>
        </p>
      )}
    </>
  );
}

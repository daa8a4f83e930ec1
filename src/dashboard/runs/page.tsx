import { useEffect, useMemo, useState } from 'preact/hooks';
import { STATES_AT_WORK } from '../../wire/index';
import { useReadAlerts } from '../alerts/use-read-alerts';
import { metricsBehind } from '../charts/data/metric-axes';
import type { ChartLine } from '../charts/metric-chart';
import { useChartSettings } from '../charts/settings';
import { countOf } from '../format/number';
import { FirstRun } from '../projects/first-run';
import { Boundary } from '../shell/boundary';
import { Filter } from '../shell/filter';
import { Failure, Loading, Notice } from '../shell/notice';
import { Shell } from '../shell/shell';
import type { Run } from '../source/run';
import { RUN_COLORS, useColors } from '../theme/colors';
import { ColumnMenu, useColumns } from './column-menu';
import { findColumns } from './columns';
import { Comparison } from './comparison';
import { DrawnNote, useDrawn } from './drawn-runs';
import { filterRuns } from './filter';
import { describeSorting, NEWEST_FIRST, sortRuns } from './sort';
import { RunsTable } from './table';
import { useFresh } from './use-fresh';
import { useRuns } from './use-runs';
import { useSeries } from './use-series';

/** The runs of a project: table, and the charts of the runs that it shows first, or of those that are ticked. */
export function RunsPage({ entity, project }: { entity: string; project: string }) {
  const [settings, setSettings] = useChartSettings();
  const series = useSeries(entity, project, settings.axis);
  const fresh = useFresh();
  const { runs, error, live, reload } = useRuns(entity, project, {
    lines(change) {
      series.all.get(change.run)?.append(change);
      fresh.lines(change);
    },
    reopened: fresh.reopened,
  });
  const { unreadOf } = useReadAlerts(entity, project);
  const [filter, setFilter] = useState('');
  const [sorting, setSorting] = useState(NEWEST_FIRST);
  const { columns, available, choose } = useColumns(`${entity}/${project}`, runs ?? []);
  const palette = useColors().runs;

  // What the live connection did not bring (it was broken, or a run was ticked a moment ago) is asked for.
  useEffect(() => {
    for (const run of runs ?? []) series.all.get(run.id)?.catchUp(run.lineCount);
  }, [runs, series]);

  const colorOf = useMemo(() => colorsByAge(runs ?? [], palette), [runs?.length, palette]);
  const shown = runs ? sortRuns(filterRuns(runs, filter), sorting, columns, Date.now()) : [];
  const drawn = useDrawn(shown);
  const lines = useMemo<ChartLine[]>(
    () =>
      drawn.runs.map((run) => ({
        id: run.id,
        name: run.name,
        color: colorOf.get(run.id) ?? '#888',
        series: series.of(run.id),
      })),
    [JSON.stringify(drawn.runs.map((run) => [run.id, run.name])), colorOf, series],
  );
  const { metrics, definitions } = useMemo(() => {
    const defined = drawn.runs.flatMap((run) => run.definitions);
    const leaves = findColumns(drawn.runs).filter((column) => column.source === 'summary');
    return {
      definitions: defined,
      metrics: metricsBehind(
        leaves.map((column) => column.key),
        defined,
      ),
    };
  }, [runs, lines]);

  return (
    <Shell title={project} crumbs={[{ label: entity, href: '/' }, { label: project }]} live={live}>
      <div class="page-head">
        <h1>{project}</h1>
        {runs && <span class="page-sub">{summarize(runs)}</span>}
      </div>
      {runs === undefined ? (
        error !== undefined ? (
          <Failure error={error} retry={reload} />
        ) : (
          <Loading what="runs" />
        )
      ) : runs.length === 0 ? (
        <FirstRun project={project} entity={entity} />
      ) : (
        <>
          <div class="tools">
            <Filter label="Filter runs" value={filter} onInput={setFilter} />
            <ColumnMenu columns={columns} available={available} onChoose={choose} />
            {shown.length > 0 && (
              <DrawnNote drawn={drawn} of={shown.length} order={describeSorting(sorting, columns)} />
            )}
          </div>
          {shown.length === 0 ? (
            <Notice title="No run matches the filter">
              <p>The filter looks at names, ids, states, groups and tags.</p>
            </Notice>
          ) : (
            <Boundary part>
              <RunsTable
                entity={entity}
                project={project}
                runs={shown}
                columns={columns}
                sorting={sorting}
                onSort={setSorting}
                colorOf={colorOf}
                drawn={drawn.ticked}
                onDrawn={drawn.choose}
                unreadOf={unreadOf}
              />
            </Boundary>
          )}
          {shown.length > 0 && (
            <section class="compare" aria-label="Comparison">
              {lines.length === 0 ? (
                <Notice title={drawn.ticked.size > 0 ? 'No ticked run matches the filter' : 'No run is ticked'}>
                  <p>Tick runs in the table to compare them here.</p>
                </Notice>
              ) : (
                <Comparison
                  project={{ entity, project }}
                  runs={drawn.runs}
                  lines={lines}
                  metrics={metrics}
                  definitions={definitions}
                  settings={settings}
                  onSettings={setSettings}
                  colorOf={colorOf}
                  fresh={fresh}
                />
              )}
            </section>
          )}
        </>
      )}
    </Shell>
  );
}

function summarize(runs: readonly Run[]): string {
  const running = runs.filter(({ state }) => STATES_AT_WORK.includes(state)).length;
  return running > 0 ? `${countOf(runs.length, 'run')}, ${running} running` : countOf(runs.length, 'run');
}

/** A colour for each run by its age, so that a new run does not change the colours of the others. */
function colorsByAge(runs: readonly Run[], palette: readonly string[]): ReadonlyMap<string, string> {
  const oldestFirst = [...runs].sort((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id));
  return new Map(oldestFirst.map((run, index) => [run.id, palette[index % RUN_COLORS] ?? '#888']));
}

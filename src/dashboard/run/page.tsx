import { useEffect, useMemo } from 'preact/hooks';
import { useLocation, useSearch } from 'wouter-preact';
import type { MetricKind } from '../../wire/index';
import { AlertBanner } from '../alerts/banner';
import { useReadAlerts } from '../alerts/use-read-alerts';
import { ArtifactsPanel } from '../artifacts/panel';
import type { ChartLine } from '../charts/metric-chart';
import { ChartsPanel } from '../charts/panel';
import { useChartSettings } from '../charts/settings';
import { ConfigPanel } from '../config/panel';
import { TreePanel } from '../config/tree-panel';
import { ConsolePanel } from '../console/panel';
import { FilesPanel } from '../files/panel';
import { formatCount } from '../format/number';
import { projectHref, runHref } from '../format/paths';
import { LogPanel } from '../log/panel';
import { MetricCards } from '../media/metric-cards';
import { MEDIA_TABS } from '../media/panels';
import { Boundary } from '../shell/boundary';
import { Failure, Loading } from '../shell/notice';
import { Shell } from '../shell/shell';
import type { RunPath } from '../source/source';
import { SystemPanel } from '../system/panel';
import { useColors } from '../theme/colors';
import { DeletedNote } from './deleted';
import { ForwardingNote } from './forwarding';
import { RunHeader } from './header';
import { Tabs, type Tab } from './tabs';
import { useRun, type RunView } from './use-run';

/** One run: what it is, and its charts, media, console, config and log in tabs. */
export function RunPage({ path }: { path: RunPath }) {
  const [settings, setSettings] = useChartSettings();
  const view = useRun(path, settings.axis);
  const { run, error, metrics, metricsError, series, events } = view;
  const [, navigate] = useLocation();
  const asked = new URLSearchParams(useSearch()).get('tab');
  const tabs = tabsOf(view);
  const chosen = tabs.find((tab) => tab.id === asked)?.id ?? 'charts';
  const color = useColors().accent;
  const name = run?.name ?? path.run;
  const lines = useMemo<ChartLine[]>(() => [{ id: path.run, name, color, series }], [name, color, series]);
  const samples = useMemo<ChartLine[]>(() => [{ id: path.run, name, color, series: events }], [name, color, events]);
  const choose = (id: string) => navigate(`${runHref(path)}${id === 'charts' ? '' : `?tab=${id}`}`, { replace: true });
  const { unreadOf, markRead } = useReadAlerts(path.entity, path.project);
  const unread = unreadOf(path.run, run?.urgent ?? null);
  // Whoever has the log before them reads the alerts in it.
  useEffect(() => {
    if (chosen === 'log' && unread) markRead(path.run, unread.at);
  }, [chosen, unread?.at]);

  const panel = () => {
    if (!run) return null;
    const shown = MEDIA_TABS.find(({ tab }) => tab === chosen);
    if (shown) {
      const metricsOf = (kind: MetricKind) => metrics?.get(kind) ?? [];
      return <MetricCards kinds={shown.kinds} path={path} metricsOf={metricsOf} freshOf={view.freshOf} />;
    }
    switch (chosen) {
      case 'system':
        return <SystemPanel path={path} run={run} lines={samples} />;
      case 'console':
        return <ConsolePanel store={view.console} name={run.id} />;
      case 'config':
        return <ConfigPanel run={run} />;
      case 'summary':
        return <TreePanel key="summary" name="summary" row={run.summary} empty="No summary yet" />;
      case 'files':
        return <FilesPanel path={path} />;
      case 'artifacts':
        return <ArtifactsPanel path={path} />;
      case 'log':
        return <LogPanel path={path} run={run} seen={view.seen} />;
      default:
        if (metrics) {
          return (
            <ChartsPanel
              metrics={metrics.get('number') ?? []}
              lines={lines}
              definitions={run.definitions}
              settings={settings}
              onSettings={setSettings}
            />
          );
        }
        return metricsError === undefined ? (
          <Loading what="metrics" />
        ) : (
          <Failure error={metricsError} retry={view.reload} />
        );
    }
  };

  return (
    <Shell
      title={name}
      crumbs={[
        { label: path.entity, href: '/' },
        { label: path.project, href: projectHref(path.entity, path.project) },
        { label: name },
      ]}
      live={view.live}
    >
      {run ? (
        <>
          <Boundary part>
            <RunHeader run={run} path={path} isDeleted={view.isDeleted}>
              {view.isDeleted && <DeletedNote path={path} />}
              {unread && (
                <AlertBanner
                  urgent={unread}
                  onRead={() => choose('log')}
                  onDismiss={() => markRead(path.run, unread.at)}
                />
              )}
              <ForwardingNote path={path} run={run} />
            </RunHeader>
          </Boundary>
          <Tabs tabs={tabs} chosen={chosen} onChoose={choose}>
            <Boundary key={chosen} part>
              {view.isFull && OF_METRICS.includes(chosen) && <FullNote metrics={metrics} />}
              {panel()}
            </Boundary>
          </Tabs>
        </>
      ) : (
        <>
          <div class="page-head">
            <h1>{name}</h1>
          </div>
          {error === undefined ? <Loading what="the run" /> : <Failure error={error} retry={view.reload} />}
        </>
      )}
    </Shell>
  );
}

/** The tabs that show metrics. */
const OF_METRICS = ['charts', ...MEDIA_TABS.map(({ tab }) => tab)];

/** Says that metrics are missing here. */
function FullNote({ metrics }: { metrics: RunView['metrics'] }) {
  const count = new Set([...(metrics?.values() ?? [])].flat()).size;
  return (
    <p class="full-note" role="note">
      <b>This run has as many metrics as the server draws: {formatCount(count)}.</b> What it logs under further names is
      missing here; its rows have it, and so have its download and the API.
    </p>
  );
}

/** Media have a tab only where there are any. */
function tabsOf({ metrics }: RunView): Tab[] {
  const tabs: Tab[] = [{ id: 'charts', label: 'Charts', count: metrics?.get('number')?.length ?? 0 }];
  for (const { tab, label, kinds } of MEDIA_TABS) {
    const count = kinds.reduce((sum, { kind }) => sum + (metrics?.get(kind)?.length ?? 0), 0);
    if (count > 0) tabs.push({ id: tab, label, count });
  }
  return [
    ...tabs,
    { id: 'system', label: 'System' },
    { id: 'console', label: 'Console' },
    { id: 'config', label: 'Config' },
    { id: 'summary', label: 'Summary' },
    { id: 'files', label: 'Files' },
    { id: 'artifacts', label: 'Artifacts' },
    { id: 'log', label: 'Log' },
  ];
}

import { useMemo, useState } from 'preact/hooks';
import { countOf } from '../format/number';
import { Filter } from '../shell/filter';
import { Notice } from '../shell/notice';
import { groupMetrics } from './grouping';
import { MetricChart, type ChartLine } from './metric-chart';
import type { Zoom } from './plot';
import type { ChartSettings } from './settings';
import { ChartToolbar } from './toolbar';

interface ChartsPanelProps {
  metrics: readonly string[];
  lines: readonly ChartLine[];
  settings: ChartSettings;
  onSettings: (settings: ChartSettings) => void;
  /** The page has a filter of its own. */
  second?: boolean;
}

/** All charts of a run, or of several: a filter, what holds for all of them, and a section for each group of metrics. */
export function ChartsPanel({ metrics, lines, settings, onSettings, second = false }: ChartsPanelProps) {
  const [filter, setFilter] = useState('');
  const [zoom, setZoom] = useState<Zoom>(null);
  const names = metrics.join('\n');
  const groups = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    return groupMetrics(metrics.filter((metric) => metric.toLowerCase().includes(wanted)));
  }, [names, filter]);
  return (
    <>
      <div class="tools chart-tools">
        <Filter label="Filter metrics" value={filter} onInput={setFilter} second={second} />
        <ChartToolbar settings={settings} onChange={onSettings} zoom={zoom} onZoom={setZoom} />
      </div>
      {groups.length === 0 && (
        <Notice title={filter ? 'No metric has this in its name' : 'No numbers logged yet'}>
          {!filter && (
            <p>
              Charts appear with the first <code>{'run.log({ loss })'}</code>.
            </p>
          )}
        </Notice>
      )}
      {groups.map((group) => (
        <details key={group.name} class="group" open>
          <summary>
            <h2>{group.name || 'Metrics'}</h2>
            <span class="group-count">{countOf(group.keys.length, 'chart')}</span>
          </summary>
          <div class="charts">
            {group.keys.map((metric) => (
              <MetricChart
                key={metric}
                metric={metric}
                title={group.name ? metric.slice(group.name.length + 1) || metric : metric}
                lines={lines}
                settings={settings}
                zoom={zoom}
                onZoom={setZoom}
              />
            ))}
          </div>
        </details>
      ))}
    </>
  );
}

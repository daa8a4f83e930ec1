import { useMemo, useState } from 'preact/hooks';
import type { MetricDefinition } from '../../wire/index';
import { countOf } from '../format/number';
import { Filter } from '../shell/filter';
import { Notice } from '../shell/notice';
import { hiddenOf } from './data/metric-axes';
import { groupMetrics } from './data/grouping';
import { ChartGroups, type Zooms } from './groups';
import type { ChartLine } from './metric-chart';
import type { ChartSettings } from './settings';
import { ChartToolbar } from './toolbar';

interface ChartsPanelProps {
  metrics: readonly string[];
  lines: readonly ChartLine[];
  definitions: readonly MetricDefinition[];
  settings: ChartSettings;
  onSettings: (settings: ChartSettings) => void;
  /** The page has a filter of its own. */
  second?: boolean;
}

/**
 * All charts of a run, or of several: a filter, what holds for all of them, and a section for each group of metrics.
 */
export function ChartsPanel({ metrics, lines, definitions, settings, onSettings, second = false }: ChartsPanelProps) {
  const [filter, setFilter] = useState('');
  const [zooms, setZooms] = useState<Zooms>(new Map());
  const [showsHidden, setShowsHidden] = useState(false);
  const names = metrics.join('\n');
  const hidden = useMemo(() => hiddenOf(metrics, definitions), [names, definitions]);
  const groups = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    return groupMetrics(
      metrics.filter((metric) => metric.toLowerCase().includes(wanted) && (showsHidden || !hidden.has(metric))),
    );
  }, [names, filter, hidden, showsHidden]);
  return (
    <>
      <div class="tools chart-tools">
        <Filter label="Filter metrics" value={filter} onInput={setFilter} second={second} />
        <ChartToolbar
          settings={settings}
          onChange={(changed) => {
            if (changed.axis !== settings.axis) setZooms(new Map());
            onSettings(changed);
          }}
          metrics={metrics}
          hasDefined={definitions.some(({ stepMetric }) => stepMetric !== null)}
          onResetZoom={zooms.size > 0 ? () => setZooms(new Map()) : null}
        >
          {hidden.size > 0 && (
            <label class="check" title="Charts that the run has defined as hidden">
              <input
                type="checkbox"
                checked={showsHidden}
                onChange={(event) => setShowsHidden(event.currentTarget.checked)}
              />
              {countOf(hidden.size, 'hidden chart')}
            </label>
          )}
        </ChartToolbar>
      </div>
      {groups.length === 0 && (
        <Notice
          title={
            filter
              ? 'No metric has this in its name'
              : hidden.size > 0
                ? 'All charts are hidden'
                : 'No numbers logged yet'
          }
        >
          {!filter && hidden.size === 0 && (
            <p>
              Charts appear with the first <code>{'run.log({ loss })'}</code>.
            </p>
          )}
        </Notice>
      )}
      <ChartGroups
        groups={groups}
        otherwise="Metrics"
        titleOf={(metric, { name }) => (name ? metric.slice(name.length + 1) || metric : metric)}
        lines={lines}
        definitions={definitions}
        settings={settings}
        zooms={zooms}
        onZooms={setZooms}
      />
    </>
  );
}

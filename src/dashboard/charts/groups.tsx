import { type MetricDefinition, definitionOf } from '../../wire/index';
import { countOf } from '../format/number';
import { Boundary } from '../shell/boundary';
import type { Axis } from '../source/source';
import { axisOf } from './data/metric-axes';
import type { MetricGroup } from './data/grouping';
import { ChartPlace, type ChartLine } from './metric-chart';
import type { Zoom } from './plot';
import type { ChartSettings } from './settings';

/**
 * Which part of each x-axis is shown; all of it where nothing is said. Charts with the same axis are zoomed together.
 */
export type Zooms = ReadonlyMap<Axis, Zoom>;

interface ChartGroupsProps {
  groups: readonly MetricGroup[];
  /** Of groups without a name. */
  otherwise: string;
  titleOf: (metric: string, group: MetricGroup) => string;
  lines: readonly ChartLine[];
  definitions: readonly MetricDefinition[];
  settings: ChartSettings;
  zooms: Zooms;
  onZooms: (zooms: Zooms) => void;
}

/** A section of charts for each group of metrics. */
export function ChartGroups({
  groups,
  otherwise,
  titleOf,
  lines,
  definitions,
  settings,
  zooms,
  onZooms,
}: ChartGroupsProps) {
  return (
    <>
      {groups.map((group) => (
        <details key={group.name} class="group" open>
          <summary>
            <h2>{group.name || otherwise}</h2>
            <span class="group-count">{countOf(group.keys.length, 'chart')}</span>
          </summary>
          <div class="charts">
            {group.keys.map((metric) => {
              const axis = axisOf(metric, settings.axis, definitions);
              return (
                // A chart over another axis has other points, and its own place in them.
                <Boundary key={`${metric} ${axis}`} part>
                  <ChartPlace
                    metric={metric}
                    title={titleOf(metric, group)}
                    lines={lines}
                    axis={axis}
                    definition={definitionOf(metric, definitions)}
                    settings={settings}
                    zoom={zooms.get(axis) ?? null}
                    onZoom={(zoom) =>
                      onZooms(
                        new Map([...zooms].filter(([other]) => other !== axis).concat(zoom ? [[axis, zoom]] : [])),
                      )
                    }
                  />
                </Boundary>
              );
            })}
          </div>
        </details>
      ))}
    </>
  );
}

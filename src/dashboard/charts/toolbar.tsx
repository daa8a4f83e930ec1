import type { ComponentChildren } from 'preact';
import { OWN_AXES } from '../../wire/index';
import type { Axis } from '../source/source';
import type { ChartSettings } from './settings';
import { xAxisOf } from './x-axis';

interface ToolbarProps {
  settings: ChartSettings;
  onChange: (settings: ChartSettings) => void;
  /** What else can be an x-axis. */
  metrics: readonly string[];
  /** Some metric has a step metric of its own, so that "as defined" says something. */
  hasDefined: boolean;
  /** Null where nothing is zoomed. */
  onResetZoom: (() => void) | null;
  /** What a page has besides. */
  children?: ComponentChildren;
}

/** What holds for all charts of a page: x-axis, smoothing, scale, zoom. */
export function ChartToolbar({ settings, onChange, metrics, hasDefined, onResetZoom, children }: ToolbarProps) {
  const { axis } = settings;
  const own: readonly Axis[] = OWN_AXES;
  const isMetric = axis !== null && !own.includes(axis);
  const choose = (chosen: Axis | null) => onChange({ ...settings, axis: chosen });
  return (
    <div class="toolbar" role="group" aria-label="Chart settings">
      <fieldset class="segments">
        <legend class="visually-hidden">X-axis</legend>
        {hasDefined && (
          <Segment
            label="Auto"
            title="Each metric over its own step metric, as the run has defined it"
            isChosen={axis === null}
            onChoose={() => choose(null)}
          />
        )}
        {OWN_AXES.map((one) => (
          <Segment
            key={one}
            label={xAxisOf(one).label}
            isChosen={axis === one || (axis === null && !hasDefined && one === '_step')}
            onChoose={() => choose(one)}
          />
        ))}
        <select
          class={isMetric ? 'is-chosen' : undefined}
          aria-label="A metric as x-axis"
          title="A metric as x-axis"
          value={isMetric ? axis : ''}
          onChange={(event) => choose(event.currentTarget.value || null)}
        >
          <option value="">Metric</option>
          {isMetric && !metrics.includes(axis) && <option value={axis}>{axis}</option>}
          {metrics.map((metric) => (
            <option key={metric} value={metric}>
              {metric}
            </option>
          ))}
        </select>
      </fieldset>
      <label class="slider">
        <span>Smoothing</span>
        <input
          type="range"
          min="0"
          max="0.99"
          step="0.01"
          value={settings.smoothing}
          onInput={(event) => onChange({ ...settings, smoothing: Number(event.currentTarget.value) })}
        />
        <output>{settings.smoothing.toFixed(2)}</output>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={settings.logarithmic}
          onChange={(event) => onChange({ ...settings, logarithmic: event.currentTarget.checked })}
        />
        Log scale
      </label>
      {children}
      {onResetZoom && (
        <button type="button" class="button button-small" onClick={onResetZoom}>
          Reset zoom
        </button>
      )}
    </div>
  );
}

function Segment({
  label,
  title,
  isChosen,
  onChoose,
}: {
  label: string;
  title?: string;
  isChosen: boolean;
  onChoose: () => void;
}) {
  return (
    <label title={title}>
      <input type="radio" name="x-axis" class="visually-hidden" checked={isChosen} onChange={onChoose} />
      <span>{label}</span>
    </label>
  );
}

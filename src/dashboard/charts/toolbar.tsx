import type { Axis } from '../api/metrics';
import type { Zoom } from './plot';
import type { ChartSettings } from './settings';
import { X_AXES } from './x-axis';

interface ToolbarProps {
  settings: ChartSettings;
  onChange: (settings: ChartSettings) => void;
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
}

const AXES: Axis[] = ['_step', '_runtime', '_timestamp'];

/** What holds for all charts of a page: x-axis, smoothing, scale, zoom. */
export function ChartToolbar({ settings, onChange, zoom, onZoom }: ToolbarProps) {
  return (
    <div class="toolbar" role="group" aria-label="Chart settings">
      <fieldset class="segments">
        <legend class="visually-hidden">X-axis</legend>
        {AXES.map((axis) => (
          <label key={axis}>
            <input
              type="radio"
              name="x-axis"
              class="visually-hidden"
              checked={settings.axis === axis}
              onChange={() => {
                onChange({ ...settings, axis });
                onZoom(null);
              }}
            />
            <span>{X_AXES[axis].label}</span>
          </label>
        ))}
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
      {zoom && (
        <button type="button" class="button button-small" onClick={() => onZoom(null)}>
          Reset zoom
        </button>
      )}
    </div>
  );
}

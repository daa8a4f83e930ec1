import type { Axis } from '../api/metrics';
import { useKept } from '../settings/use-kept';

/** How charts are drawn; kept from visit to visit. */
export interface ChartSettings {
  axis: Axis;
  smoothing: number;
  logarithmic: boolean;
}

const INITIAL: ChartSettings = { axis: '_step', smoothing: 0, logarithmic: false };

export function useChartSettings(): [ChartSettings, (settings: ChartSettings) => void] {
  return useKept('charts', INITIAL, isSettings);
}

function isSettings(value: unknown): value is ChartSettings {
  if (typeof value !== 'object' || value === null) return false;
  const { axis, smoothing, logarithmic } = value as Record<string, unknown>;
  return (
    (axis === '_step' || axis === '_runtime' || axis === '_timestamp') &&
    typeof smoothing === 'number' &&
    smoothing >= 0 &&
    smoothing < 1 &&
    typeof logarithmic === 'boolean'
  );
}

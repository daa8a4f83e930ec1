import { useStoredState } from '../stored/use-stored-state';
import type { Axis } from '../source/source';

/** How charts are drawn; kept from visit to visit. */
export interface ChartSettings {
  /** Null: as each metric is defined, else the step. */
  axis: Axis | null;
  smoothing: number;
  logarithmic: boolean;
}

const INITIAL: ChartSettings = { axis: null, smoothing: 0, logarithmic: false };

export function useChartSettings(): [ChartSettings, (settings: ChartSettings) => void] {
  return useStoredState('charts', INITIAL, isSettings);
}

function isSettings(value: unknown): value is ChartSettings {
  if (typeof value !== 'object' || value === null) return false;
  const { axis, smoothing, logarithmic } = value as Record<string, unknown>;
  return (
    (axis === null || typeof axis === 'string') &&
    typeof smoothing === 'number' &&
    smoothing >= 0 &&
    smoothing < 1 &&
    typeof logarithmic === 'boolean'
  );
}

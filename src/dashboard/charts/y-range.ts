import uPlot from 'uplot';

/** How much is shown around the values, as a part of their distance, or of the only one. */
const MARGIN = 0.1;

/**
 * From where to where the y-axis of a metric goes; `least` and `most` are null when nothing is to be drawn. Of a value that never changes
 * uPlot shows everything from zero to its double, be it a battery at 200 %.
 */
export function yRange(metric: string, least: number | null, most: number | null): uPlot.Range.MinMax {
  if (least === null || most === null) return [null, null];
  if (least !== most) return uPlot.rangeNum(least, most, MARGIN, true);
  const value = least;
  if (/percent$/i.test(metric) && value >= 0 && value <= 100) return [0, 100];
  // What says yes or no, and shares: nothing lies beyond.
  if (value === 0 || value === 1) return [0, 1];
  const margin = Math.abs(value) * MARGIN;
  return [value - margin, value + margin];
}

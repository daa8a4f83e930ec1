import uPlot from 'uplot';
import { formatApart, formatNumber } from '../format/number';
import { evenTicks, isWithinPower, logTicks } from './ticks';

/** How much is shown around the values, as a part of their distance, or of the only one. */
const MARGIN = 0.1;

/**
 * From where to where the y-axis of a metric goes; `least` and `most` are null when nothing is to be drawn. Of a value
 * that never changes uPlot shows everything from zero to its double, be it a battery at 200 %.
 */
export function yRange(metric: string, least: number | null, most: number | null): uPlot.Range.MinMax {
  if (least === null || most === null) return [null, null];
  if (least !== most) return uPlot.rangeNum(least, most, MARGIN, true);
  const value = least;
  if (/percent$/i.test(metric) && value >= 0 && value <= 100) return [0, 100];
  // A metric that is always 0 or 1 says yes or no, or is a share: nothing lies beyond.
  if (value === 0 || value === 1) return [0, 1];
  const margin = Math.abs(value) * MARGIN;
  return [value - margin, value + margin];
}

/**
 * The same on a logarithmic scale. uPlot goes from one power of ten to another, on which 0.9990 to 0.9995 is a flat
 * line.
 */
export function logRange(least: number | null, most: number | null): uPlot.Range.MinMax {
  if (least === null || most === null) return [null, null];
  const margin = least === most ? 1 + MARGIN : (most / least) ** MARGIN;
  return [Math.max(Number.MIN_VALUE, least / margin), Math.min(Number.MAX_VALUE, most * margin)];
}

/** The labelled positions of a y-axis, at most about so many. */
export function yTicks(
  logarithmic: boolean,
  min: number,
  max: number,
  most: number,
): { positions: number[]; labels: string[] } {
  const positions = logarithmic ? logTicks(min, max, most) : evenTicks(min, max, most);
  const isEven = !logarithmic || isWithinPower(min, max);
  return { positions, labels: isEven ? formatApart(positions) : positions.map((position) => formatNumber(position)) };
}

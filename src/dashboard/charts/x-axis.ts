import { isOwnAxis, type OwnAxis } from '../../wire/index';
import { formatDuration, formatElapsed } from '../format/duration';
import { formatMoment, formatWallTimes } from '../format/moment';
import { formatApart, formatCount, formatNumber } from '../format/number';
import type { Axis } from '../source/source';
import { multiplesOf, roundDistance } from './ticks';

interface XAxis {
  label: string;
  /** How many pixels a label takes. */
  space: number;
  /** The least distance between labels, not below `distance`, that looks round. */
  round: (distance: number) => number;
  labelsOf: (positions: readonly number[], distance: number) => string[];
  /** The position under the cursor, in full; `resolution` as of `formatNumber`. */
  describe: (value: number, resolution?: number) => string;
}

/** What is counted has nothing between two. */
const WHOLE = [1, 2, 5];
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
/** Distances that look round on a clock, from where they are no more decimal to a day. */
const CLOCK = [
  10,
  15,
  20,
  30,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  DAY,
];

function roundTime(seconds: number): number {
  if (seconds <= 5) return roundDistance(Math.max(seconds, 0.001), WHOLE);
  return CLOCK.find((round) => round >= seconds) ?? roundDistance(seconds / DAY, WHOLE) * DAY;
}

const OWN: Record<OwnAxis, XAxis> = {
  _step: {
    label: 'Step',
    space: 64,
    round: (distance) => roundDistance(Math.max(1, distance), WHOLE),
    labelsOf: (positions) => formatApart(positions, true),
    describe: (value) => `step ${Number.isInteger(value) ? formatCount(value) : formatNumber(value)}`,
  },
  _runtime: {
    label: 'Time',
    space: 64,
    round: roundTime,
    labelsOf: formatElapsed,
    describe: (value) => `${formatDuration(value)} in`,
  },
  _timestamp: {
    label: 'Clock',
    space: 88,
    round: roundTime,
    labelsOf: formatWallTimes,
    describe: (value) => formatMoment(value * 1000),
  },
};

/** How an x-axis is drawn and spoken of. */
export function xAxisOf(axis: Axis): XAxis {
  if (isOwnAxis(axis)) return OWN[axis];
  return {
    label: axis,
    space: 64,
    round: (distance) => roundDistance(distance),
    labelsOf: (positions) => formatApart(positions, true),
    describe: (value, resolution) => `${axis} ${formatNumber(value, resolution)}`,
  };
}

/** The labelled positions of an x-axis that is so many pixels wide. */
export function xTicks(axis: Axis, min: number, max: number, width: number): { positions: number[]; labels: string[] } {
  const { space, round, labelsOf } = xAxisOf(axis);
  const distance = round(((max - min) * space) / width);
  const positions = multiplesOf(distance, min, max);
  return { positions, labels: positions.length === 0 ? [] : labelsOf(positions, distance) };
}

/** From where to where an x-axis goes. A single position has room around it. */
export function xRange(axis: Axis, min: number, max: number): [number, number] {
  // Of several values at the end uPlot would take the first only.
  if (min !== max) return [min, max + Math.max((max - min) * 1e-6, Math.abs(max) * 1e-12)];
  const half = Math.max(isOwnAxis(axis) || min === 0 ? 0.5 : Math.abs(min) / 10, Math.abs(min) * 1e-9);
  return [min - half, max + half];
}

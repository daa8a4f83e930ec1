import type uPlot from 'uplot';
import type { Axis } from '../api/metrics';
import { formatDuration, formatElapsed } from '../format/duration';
import { formatMoment, formatWallTime } from '../format/moment';
import { formatCount, formatNumber, formatShort } from '../format/number';

interface XAxis {
  label: string;
  /** Distances between labels that look round. */
  increments: number[];
  labelAt: (value: number, increment: number, span: number) => string;
  /** The position under the cursor, in full. */
  describe: (value: number) => string;
}

const decades = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index)).flatMap((unit) => [unit, 2 * unit, 5 * unit]);

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const CLOCK = [
  ...decades(-3, 0),
  10,
  15,
  20,
  30,
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((days) => days * DAY),
];

/** The x-axes that every run has. */
export const OWN_AXES = ['_step', '_runtime', '_timestamp'] as const;

const OWN: Record<(typeof OWN_AXES)[number], XAxis> = {
  _step: {
    label: 'Step',
    increments: decades(0, 15),
    labelAt: formatShort,
    describe: (value) => `step ${Number.isInteger(value) ? formatCount(value) : formatNumber(value)}`,
  },
  _runtime: {
    label: 'Time',
    increments: CLOCK,
    labelAt: (value, _increment, span) => formatElapsed(value, span),
    describe: (value) => `${formatDuration(value)} in`,
  },
  _timestamp: {
    label: 'Clock',
    increments: CLOCK,
    labelAt: formatWallTime,
    describe: (value) => formatMoment(value * 1000),
  },
};

/** How an x-axis is drawn and spoken of. */
export function xAxisOf(axis: Axis): XAxis {
  if (isOwn(axis)) return OWN[axis];
  return { label: axis, increments: decades(-9, 15), labelAt: formatShort, describe: (value) => `${axis} ${formatNumber(value)}` };
}

function isOwn(axis: Axis): axis is (typeof OWN_AXES)[number] {
  return (OWN_AXES as readonly Axis[]).includes(axis);
}

/** The labels of an x-axis, as uPlot asks for them. */
export function xLabels(axis: Axis): uPlot.Axis.DynamicValues {
  return (plot, splits, _index, _space, increment) => {
    const span = (plot.scales['x']?.max ?? 0) - (plot.scales['x']?.min ?? 0);
    return splits.map((value) => xAxisOf(axis).labelAt(value, increment, span));
  };
}

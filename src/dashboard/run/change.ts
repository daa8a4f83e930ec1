import type { LineValue, Row, LinesChange, RunChange } from '../../wire/index';
import type { Run } from '../source/run';

/**
 * Where a run stands by its own count and clock; clients send the summary, which says so too, less often than lines.
 */
const PLACE = ['_step', '_runtime', '_timestamp'] as const;

/** A run with what the live connection says of it. */
export function withChange(run: Run, change: RunChange): Run {
  // Fewer lines than before: the run was rewound, and its place has gone back.
  const rewound = change.lineCount < run.lineCount;
  return {
    ...run,
    name: change.displayName || run.name,
    state: change.state,
    heartbeatAt: Date.parse(change.heartbeatAt),
    lineCount: change.lineCount,
    urgent: change.urgent,
    summary: rewound ? change.summary : withPlace(change.summary, placeIn(run.summary)),
  };
}

/** A run as the server tells it anew, which need not know its place as well as the live lines did. */
export function withAnswer(run: Run | undefined, answer: Run): Run {
  if (!run || answer.lineCount < run.lineCount) return answer;
  return { ...answer, summary: withPlace(answer.summary, placeIn(run.summary)) };
}

/** A run that has logged more lines. */
export function withLines(run: Run, change: LinesChange): Run {
  if (change.stream === 'events') return { ...run, eventCount: Math.max(run.eventCount, change.lineCount) };
  const place: Row = {};
  for (const key of PLACE) {
    const last = change.values[key]?.findLast((value) => value !== null);
    if (last !== undefined && last !== null) place[key] = last;
  }
  return { ...run, lineCount: Math.max(run.lineCount, change.lineCount), summary: withPlace(run.summary, place) };
}

function placeIn(summary: Row): Row {
  return Object.fromEntries(
    PLACE.flatMap((key): [string, LineValue][] => (summary[key] === undefined ? [] : [[key, summary[key]]])),
  );
}

/** The summary with this place, unless its own is further. */
function withPlace(summary: Row, place: Row): Row {
  const [own, other] = [summary['_step'], place['_step']];
  if (typeof other !== 'number' || (typeof own === 'number' && own >= other)) return summary;
  return { ...summary, ...place };
}

/**
 * Up to which line each metric that is not a number is known to have rows, after these lines too.
 *
 * @param nameOf what a metric goes by in the map; left out: its own name.
 */
export function withFresh(
  fresh: ReadonlyMap<string, number>,
  change: LinesChange,
  nameOf = (metric: string): string => metric,
): ReadonlyMap<string, number> {
  const next = new Map(fresh);
  for (const metric of change.others) next.set(nameOf(metric), change.lineCount);
  return next;
}

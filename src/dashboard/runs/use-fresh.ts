import { useState } from 'preact/hooks';
import type { LinesChange } from '../../wire/index';
import { withFresh } from '../run/change';

/** What is known of new rows of metrics that are not numbers. */
export interface Fresh {
  /** Changes when a run has, or may have, new rows of a metric. */
  freshOf: (run: string, metric: string) => number;
  /** Changes when a run has logged a metric for the first time since the page was opened, or may have. */
  known: number;
  lines: (change: LinesChange) => void;
  reopened: () => void;
}

const nameIn = (run: string) => (metric: string) => `${run}\n${metric}`;

/** Hears of new rows of all runs of a project. */
export function useFresh(): Fresh {
  const [fresh, setFresh] = useState<ReadonlyMap<string, number>>(new Map());
  const [epoch, setEpoch] = useState(0);
  return {
    freshOf: (run, metric) => (fresh.get(nameIn(run)(metric)) ?? 0) + epoch,
    known: fresh.size + epoch,
    lines(change) {
      if (change.stream !== 'history' || change.others.length === 0) return;
      setFresh((old) => withFresh(old, change, nameIn(change.run)));
    },
    reopened: () => setEpoch((old) => old + 1),
  };
}

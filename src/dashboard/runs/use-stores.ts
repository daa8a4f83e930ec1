import { useMemo } from 'preact/hooks';
import { askSeries, type Axis } from '../api/metrics';
import { SeriesStore } from '../charts/series-store';
import type { RunPath } from '../format/paths';

/** Gives each run its store of points. Stores stay while the x-axis stays, so that a run that is shown again need not be fetched again. */
export function useStores(
  entity: string,
  project: string,
  axis: Axis,
): { of: (run: string) => SeriesStore; all: ReadonlyMap<string, SeriesStore> } {
  return useMemo(() => {
    const all = new Map<string, SeriesStore>();
    return {
      all,
      of(run: string) {
        const known = all.get(run);
        if (known) return known;
        const store = makeStore({ entity, project, run }, axis);
        all.set(run, store);
        return store;
      },
    };
  }, [entity, project, axis]);
}

/** A store that asks the server. */
export function makeStore(path: RunPath, axis: Axis): SeriesStore {
  return new SeriesStore(axis, (keys, points, from) => askSeries(path, keys, axis, points, from, AbortSignal.timeout(60_000)));
}

import { useMemo } from 'preact/hooks';
import { RunSeries } from '../charts/data/run-series';
import { useSource } from '../source/context';
import type { Axis } from '../source/source';

interface ProjectSeries {
  of: (run: string) => RunSeries;
  all: ReadonlyMap<string, RunSeries>;
}

/**
 * Gives each run its points. They stay while the choice of the x-axis stays, so that a run that is shown again need not
 * be fetched again.
 */
export function useSeries(entity: string, project: string, axis: Axis | null): ProjectSeries {
  const source = useSource();
  return useMemo(() => {
    const all = new Map<string, RunSeries>();
    return {
      all,
      of(run: string) {
        let series = all.get(run);
        if (!series) all.set(run, (series = new RunSeries(source, { entity, project, run }, 'history')));
        return series;
      },
    };
  }, [source, entity, project, axis]);
}

import type { KeysAnswer } from '../../wire/index';
import { readPlots, type LoggedPlot } from './plot/logged-plot';
import type { KindPanel } from './panels';
import type { Run } from '../source/run';

/** A run that is compared, in its colour, and the metrics that it has. */
export interface ComparedRun {
  run: Run;
  color: string;
  keys: KeysAnswer['keys'];
}

/** One metric, and the runs that have it. */
export interface Compared {
  kind: KindPanel['kind'] | 'plot';
  metric: string;
  runs: { run: ComparedRun; plot?: LoggedPlot }[];
}

/** What of several runs can stand side by side, kind after kind, each by name: first what more than one run has. */
export function compareRuns(runs: readonly ComparedRun[], kinds: readonly KindPanel['kind'][]): Compared[] {
  const media = kinds.map((kind) =>
    gather(kind, runs, ({ keys }) =>
      keys.flatMap(({ key, kinds: own }) => (own.includes(kind) && !key.startsWith('_') ? [{ metric: key }] : [])),
    ),
  );
  const plots = gather('plot', runs, ({ run }) => readPlots(run.plots).map((plot) => ({ metric: plot.key, plot })));
  return [...media.flat(), ...plots].sort((a, b) => Number(b.runs.length > 1) - Number(a.runs.length > 1));
}

const natural = new Intl.Collator('en', { numeric: true });

function gather(
  kind: Compared['kind'],
  runs: readonly ComparedRun[],
  find: (run: ComparedRun) => { metric: string; plot?: LoggedPlot }[],
): Compared[] {
  const found = new Map<string, Compared>();
  for (const run of runs) {
    for (const { metric, ...more } of find(run)) {
      const compared = found.get(metric) ?? { kind, metric, runs: [] };
      found.set(metric, compared);
      compared.runs.push({ run, ...more });
    }
  }
  return [...found.values()].sort((a, b) => natural.compare(a.metric, b.metric));
}

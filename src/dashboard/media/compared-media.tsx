import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Filter } from '../shell/filter';
import { Failure, Loading, Notice } from '../shell/notice';
import type { Run } from '../source/run';
import type { ProjectPath } from '../source/source';
import { useAnswer } from '../source/use-answer';
import { compareRuns } from './compared';
import { PANELS } from './panels';
import { SideBySide } from './side-by-side';

interface ComparedMediaProps {
  project: ProjectPath;
  runs: readonly Run[];
  /** In which colour a run is drawn. */
  colorOf: ReadonlyMap<string, string>;
  /** Changes when a run has new rows of a metric. */
  freshOf: (run: string, metric: string) => number;
  /** Changes when runs may have metrics that they lacked. */
  known: number;
}

const KINDS = PANELS.map(({ kind }) => kind);

/** The media of several runs, metric after metric, those of the runs side by side. */
export function ComparedMedia({ project, runs, colorOf, freshOf, known }: ComparedMediaProps) {
  const [filter, setFilter] = useState('');
  const ids = JSON.stringify(runs.map(({ id }) => id));
  const about = JSON.stringify(runs.map(({ id, name, plots }) => [id, name, Object.keys(plots)]));
  const { value, error, reload } = useAnswer(ids, async (source, signal) => {
    const ask = (run: Run) => source.metrics({ ...project, run: run.id }, 'history', signal);
    return Promise.all(runs.map(async (run) => [run.id, (await ask(run)).keys] as const));
  });
  useEffect(() => {
    if (known > 0) reload();
  }, [known]);
  // While a run is added, the others stay.
  const latest = useRef(value);
  latest.current = value ?? latest.current;
  const asked = latest.current;
  const all = useMemo(() => {
    const keys = new Map(asked);
    return compareRuns(
      runs.map((run) => ({ run, color: colorOf.get(run.id) ?? '#888', keys: keys.get(run.id) ?? [] })),
      KINDS,
    );
  }, [asked, about, colorOf]);
  const wanted = filter.trim().toLowerCase();
  const shown = all.filter(({ metric }) => metric.toLowerCase().includes(wanted));
  if (value === undefined && error !== undefined) return <Failure error={error} retry={reload} />;
  if (!asked) return <Loading what="media" />;
  if (all.length === 0) {
    return (
      <Notice title="No media logged yet">
        <p>Images, tables, texts, histograms and the like of these runs appear here, side by side.</p>
      </Notice>
    );
  }
  return (
    <>
      <div class="tools">
        <Filter label="Filter media" value={filter} onInput={setFilter} second />
      </div>
      {shown.length === 0 && <Notice title="No metric has this in its name" />}
      {shown.map((compared) => (
        <SideBySide
          key={`${compared.kind} ${compared.metric}`}
          project={project}
          compared={compared}
          freshOf={freshOf}
        />
      ))}
    </>
  );
}

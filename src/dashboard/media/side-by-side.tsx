import { useMemo, useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { countOf } from '../format/number';
import { runHref } from '../format/paths';
import { BesideContext, type Beside } from '../rows/beside';
import { lastUpTo, mergeMoments, placeOf, type Moment } from '../rows/moments';
import { RenderInView } from '../rows/render-in-view';
import { StepSlider } from '../rows/step-slider';
import { Boundary } from '../shell/boundary';
import type { ProjectPath } from '../source/source';
import type { Compared } from './compared';
import { PANELS } from './panels';
import { PlotPanel } from './plot/panel';

interface SideBySideProps {
  project: ProjectPath;
  compared: Compared;
  freshOf: (run: string, metric: string) => number;
}

/** One metric of several runs: a panel for each, and one slider for all of them. */
export function SideBySide({ project, compared: { kind, metric, runs }, freshOf }: SideBySideProps) {
  const [told, setTold] = useState<ReadonlyMap<string, readonly Moment[]>>(new Map());
  const [place, setPlace] = useState<number | null>(null);
  const ids = runs.map(({ run }) => run.run.id);
  // Only the runs that are compared now have a say.
  const moments = useMemo(() => mergeMoments(ids.map((id) => told.get(id) ?? [])), [told, ids.join('\n')]);
  const index = lastUpTo(moments, place);
  const choose = (chosen: number) => setPlace(chosen >= moments.length - 1 ? null : placeOf(moments[chosen]!));
  const tellers = useRef(new Map<string, Beside['tell']>());
  const tellerOf = (id: string) => {
    const teller =
      tellers.current.get(id) ??
      ((own: readonly Moment[]) => setTold((old) => (old.get(id) === own ? old : new Map(old).set(id, own))));
    tellers.current.set(id, teller);
    return teller;
  };
  const Panel = PANELS.find((panel) => panel.kind === kind)?.Panel;
  return (
    <details class="group" open>
      <summary>
        <h2>{metric}</h2>
        <span class="group-count">{countOf(runs.length, 'run')}</span>
      </summary>
      <StepSlider label={metric} rows={moments} index={index} onIndex={choose} />
      {/* Some kinds say how their stage looks among their cards. */}
      <div class={`cards cards-${kind} side-by-side`}>
        {runs.map(({ run: { run, color }, plot }) => {
          const path = { ...project, run: run.id };
          const title = (
            <>
              <span class="swatch" style={{ background: color }} /> <Link href={runHref(path)}>{run.name}</Link>
            </>
          );
          return (
            <RenderInView key={run.id}>
              <Boundary part>
                <BesideContext.Provider
                  value={{ title, name: run.name, moments, index, choose, tell: tellerOf(run.id) }}
                >
                  {plot ? (
                    <PlotPanel path={path} plot={plot} fresh={freshOf(run.id, plot.tableKey)} />
                  ) : (
                    Panel && <Panel path={path} metric={metric} fresh={freshOf(run.id, metric)} />
                  )}
                </BesideContext.Provider>
              </Boundary>
            </RenderInView>
          );
        })}
      </div>
    </details>
  );
}

import type { RunPath } from '../source/source';
import { RenderInView } from '../rows/render-in-view';
import { Boundary } from '../shell/boundary';
import type { KindPanel } from './panels';

interface CardsProps {
  kinds: readonly KindPanel[];
  path: RunPath;
  metricsOf: (kind: KindPanel['kind']) => readonly string[];
  freshOf: (metric: string) => number;
}

/**
 * The metrics of a tab, kind after kind, each drawn when it comes into view. One that fails leaves the others alone.
 */
export function MetricCards({ kinds, path, metricsOf, freshOf }: CardsProps) {
  return (
    <div class="kinds">
      {kinds.map(({ kind, Panel }) => (
        <div key={kind} class={`cards cards-${kind}`}>
          {metricsOf(kind).map((metric) => (
            <RenderInView key={metric}>
              <Boundary part>
                <Panel path={path} metric={metric} fresh={freshOf(metric)} />
              </Boundary>
            </RenderInView>
          ))}
        </div>
      ))}
    </div>
  );
}

import type { RunPath } from '../source/source';
import { RenderInView } from '../rows/render-in-view';
import { Boundary } from '../shell/boundary';
import type { KindPanel } from './panels';

interface CardsProps {
  of: KindPanel;
  path: RunPath;
  metrics: readonly string[];
  freshOf: (metric: string) => number;
}

/** The metrics of one kind, each drawn when it comes into view; one that fails leaves the others alone. */
export function MetricCards({ of: { kind, Panel }, path, metrics, freshOf }: CardsProps) {
  return (
    <div class={`cards cards-${kind}`}>
      {metrics.map((metric) => (
        <RenderInView key={metric}>
          <Boundary part>
            <Panel path={path} metric={metric} fresh={freshOf(metric)} />
          </Boundary>
        </RenderInView>
      ))}
    </div>
  );
}

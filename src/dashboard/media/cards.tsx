import type { RunPath } from '../source/source';
import { WhenSeen } from '../rows/when-seen';
import { Boundary } from '../shell/boundary';
import type { KindPanel } from './panels';

interface CardsProps {
  of: KindPanel;
  path: RunPath;
  metrics: readonly string[];
  freshOf: (metric: string) => number;
}

/** The metrics of one kind, each drawn when it comes into view; one that fails leaves the others alone. */
export function Cards({ of: { kind, Panel }, path, metrics, freshOf }: CardsProps) {
  return (
    <div class={`cards cards-${kind}`}>
      {metrics.map((metric) => (
        <WhenSeen key={metric}>
          <Boundary part>
            <Panel path={path} metric={metric} fresh={freshOf(metric)} />
          </Boundary>
        </WhenSeen>
      ))}
    </div>
  );
}

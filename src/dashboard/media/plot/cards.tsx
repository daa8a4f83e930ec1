import { RenderInView } from '../../rows/render-in-view';
import { Boundary } from '../../shell/boundary';
import type { RunPath } from '../../source/source';
import type { LoggedPlot } from './logged-plot';
import { PlotPanel } from './panel';

interface PlotCardsProps {
  path: RunPath;
  plots: readonly LoggedPlot[];
  freshOf: (metric: string) => number;
}

/** The plots of a run, each drawn when it comes into view; one that fails leaves the others alone. */
export function PlotCards({ path, plots, freshOf }: PlotCardsProps) {
  return (
    <div class="cards cards-plot">
      {plots.map((plot) => (
        <RenderInView key={plot.key}>
          <Boundary part>
            <PlotPanel path={path} plot={plot} fresh={freshOf(plot.tableKey)} />
          </Boundary>
        </RenderInView>
      ))}
    </div>
  );
}

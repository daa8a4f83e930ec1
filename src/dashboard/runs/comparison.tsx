import { useLocation, useSearch } from 'wouter-preact';
import type { MetricDefinition } from '../../wire/index';
import type { ChartLine } from '../charts/metric-chart';
import { ChartsPanel } from '../charts/panel';
import type { ChartSettings } from '../charts/settings';
import { projectHref } from '../format/paths';
import { ComparedMedia } from '../media/compared-media';
import { Tabs } from '../run/tabs';
import { Boundary } from '../shell/boundary';
import type { Run } from '../source/run';
import type { ProjectPath } from '../source/source';
import type { Fresh } from './use-fresh';

interface ComparisonProps {
  project: ProjectPath;
  runs: readonly Run[];
  lines: readonly ChartLine[];
  metrics: readonly string[];
  definitions: readonly MetricDefinition[];
  settings: ChartSettings;
  onSettings: (settings: ChartSettings) => void;
  colorOf: ReadonlyMap<string, string>;
  fresh: Fresh;
}

const TABS = [
  { id: 'charts', label: 'Charts' },
  { id: 'media', label: 'Media' },
];

/** Some runs compared: their numbers in charts, and all else side by side. The address says which of the two. */
export function Comparison({ project, runs, lines, colorOf, fresh, ...charts }: ComparisonProps) {
  const [, navigate] = useLocation();
  const asked = new URLSearchParams(useSearch()).get('compare');
  const chosen = TABS.find(({ id }) => id === asked)?.id ?? 'charts';
  const choose = (id: string) => {
    const href = projectHref(project.entity, project.project);
    navigate(id === 'charts' ? href : `${href}?compare=${id}`, { replace: true });
  };
  return (
    <Tabs label="What of the runs is compared" tabs={TABS} chosen={chosen} onChoose={choose}>
      <Boundary key={chosen} part>
        {chosen === 'media' ? (
          <ComparedMedia project={project} runs={runs} colorOf={colorOf} freshOf={fresh.freshOf} known={fresh.known} />
        ) : (
          <ChartsPanel {...charts} lines={lines} second />
        )}
      </Boundary>
    </Tabs>
  );
}

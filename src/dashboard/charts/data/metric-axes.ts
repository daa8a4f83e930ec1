import { definitionOf, type MetricDefinition } from '../../../wire/index';
import type { Axis } from '../../source/source';

/**
 * The x-axis of a metric's chart: the one that was chosen for all, or the step metric that the run has defined for it.
 */
export function axisOf(metric: string, chosen: Axis | null, definitions: readonly MetricDefinition[]): Axis {
  const axis = chosen ?? definitionOf(metric, definitions)?.stepMetric ?? '_step';
  // Over itself every metric is the same straight line.
  return axis === metric ? '_step' : axis;
}

/** The metrics whose charts the run does not want to be seen unless somebody asks. */
export function hiddenOf(metrics: readonly string[], definitions: readonly MetricDefinition[]): ReadonlySet<string> {
  return new Set(metrics.filter((metric) => definitionOf(metric, definitions)?.hidden));
}

/**
 * The metrics that stand behind the leaves of a summary. Where the run wants its smallest and its largest value there,
 * the metric `loss` has the leaves `loss.min` and `loss.max`; where it wants none, the metric is known by its
 * definition only.
 */
export function metricsBehind(leaves: readonly string[], definitions: readonly MetricDefinition[]): string[] {
  const metrics = leaves.map((leaf) => {
    const dot = leaf.lastIndexOf('.');
    const metric = leaf.slice(0, dot);
    const rules: readonly string[] = dot > 0 ? (definitionOf(metric, definitions)?.summary ?? []) : [];
    return rules.includes(leaf.slice(dot + 1)) ? metric : leaf;
  });
  const unsummed = definitions
    .filter(({ name, summary }) => summary.includes('none') && !name.endsWith('*'))
    .map(({ name }) => name);
  return [...new Set([...metrics, ...unsummed])];
}

/** What is worth wishing for, in a sign and in words. */
export function goalOf(definition: MetricDefinition | undefined): { sign: string; words: string } | null {
  if (!definition?.goal) return null;
  return definition.goal === 'minimize'
    ? { sign: '↓', words: 'less is better' }
    : { sign: '↑', words: 'more is better' };
}

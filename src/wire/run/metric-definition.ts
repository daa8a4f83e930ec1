/**
 * What the summary keeps of a metric. `copy`, the default, is the last value by itself; the others stand in an object,
 * `{ "min": 0.1 }`.
 */
export type SummaryRule = 'min' | 'max' | 'mean' | 'best' | 'last' | 'none' | 'copy' | 'first';

/** How a metric is to be read, as `defineMetric` has said. */
export interface MetricDefinition {
  /** A metric, or all whose names begin with what stands before a final `*`. */
  name: string;
  /** The metric on its x-axis; null is the step. */
  stepMetric: string | null;
  /** Whether rows that lack the step metric get its last value. */
  stepSync: boolean;
  hidden: boolean;
  summary: SummaryRule[];
  goal: 'minimize' | 'maximize' | null;
  /** False of a metric that a glob has matched, or that is named only as a step metric. */
  isDefined: boolean;
}

export const SUMMARY_RULES: readonly SummaryRule[] = ['min', 'max', 'mean', 'best', 'last', 'none', 'copy', 'first'];

export function blankDefinition(name: string): MetricDefinition {
  return { name, stepMetric: null, stepSync: false, hidden: false, summary: [], goal: null, isDefined: false };
}

/** The definition of a metric: its own, or that of the first glob that matches. */
export function definitionOf(key: string, definitions: readonly MetricDefinition[]): MetricDefinition | undefined {
  return (
    definitions.find(({ name }) => name === key) ??
    definitions.find(({ name }) => isGlob(name) && key.startsWith(name.slice(0, -1)))
  );
}

export function isGlob(name: string): boolean {
  return name.endsWith('*');
}

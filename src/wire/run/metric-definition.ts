import { isRow, type LineValue, type Row } from '../line/line';

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

/**
 * The numbers of these words in W&B's protocol buffers, where a definition is an object with field numbers for keys
 * (`_wandb.value.m`).
 */
const RULES: Record<SummaryRule, number> = { min: 1, max: 2, mean: 3, best: 4, last: 5, none: 6, copy: 7, first: 8 };
const GOALS = { minimize: 1, maximize: 2 } as const;
const OPTIONS = { stepSync: 1, hidden: 2, isDefined: 3 } as const;

export const SUMMARY_RULES = Object.keys(RULES) as SummaryRule[];

export function blankDefinition(name: string): MetricDefinition {
  return { name, stepMetric: null, stepSync: false, hidden: false, summary: [], goal: null, isDefined: false };
}

/**
 * The definitions as W&B's config has them: a step metric is named by its place in the list, from 1. Globs are not
 * sent, but what they have matched.
 */
export function encodeDefinitions(definitions: readonly MetricDefinition[]): Row[] {
  const named = definitions.filter(({ name }) => !isGlob(name));
  const steps = new Set(named.flatMap(({ stepMetric }) => stepMetric ?? []));
  const all = [...named, ...[...steps].filter((step) => !named.some(({ name }) => name === step)).map(blankDefinition)];
  return all.map((definition) => {
    const { name, stepMetric, summary, goal } = definition;
    const options = (['stepSync', 'hidden', 'isDefined'] as const).filter((option) => definition[option]);
    return {
      '1': name,
      ...(stepMetric !== null && { '5': all.findIndex((other) => other.name === stepMetric) + 1 }),
      '6': options.map((option) => OPTIONS[option]),
      '7': summary.map((rule) => RULES[rule]),
      ...(goal && { '8': GOALS[goal] }),
    };
  });
}

/** Reads what any client has written there; entries that cannot be understood are passed over. */
export function decodeDefinitions(list: LineValue | undefined): MetricDefinition[] {
  const entries = Array.isArray(list) ? list.map((entry) => (isRow(entry) ? entry : {})) : [];
  const nameOf = (entry: Row | undefined) => entry?.['1'] ?? entry?.['2'];
  return entries.flatMap((entry) => {
    const name = nameOf(entry);
    if (typeof name !== 'string') return [];
    const step = nameOf(entries[Number(entry['5']) - 1]);
    const options = numbersIn(entry['6']);
    const goal = (['minimize', 'maximize'] as const).find((word) => GOALS[word] === entry['8']);
    return {
      name,
      stepMetric: typeof step === 'string' ? step : null,
      stepSync: options.includes(OPTIONS.stepSync),
      hidden: options.includes(OPTIONS.hidden),
      summary: SUMMARY_RULES.filter((rule) => numbersIn(entry['7']).includes(RULES[rule])),
      goal: goal ?? null,
      isDefined: options.includes(OPTIONS.isDefined),
    };
  });
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

function numbersIn(value: LineValue | undefined): number[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'number') : [];
}

import { isRow, type LineValue, type Row } from '../line/line';
import {
  blankDefinition,
  isGlob,
  SUMMARY_RULES,
  type MetricDefinition,
  type SummaryRule,
} from '../run/metric-definition';

/**
 * The numbers of these words in W&B's protocol buffers, where a definition is an object with field numbers for keys
 * (`_wandb.value.m`).
 */
const RULES: Record<SummaryRule, number> = { min: 1, max: 2, mean: 3, best: 4, last: 5, none: 6, copy: 7, first: 8 };
const GOALS = { minimize: 1, maximize: 2 } as const;
const OPTIONS = { stepSync: 1, hidden: 2, isDefined: 3 } as const;

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

function numbersIn(value: LineValue | undefined): number[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'number') : [];
}

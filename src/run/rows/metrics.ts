import { checkOptions, oneOf, type OptionRules } from '../../values/index';
import {
  blankDefinition,
  definitionOf,
  isGlob,
  SpoorError,
  SUMMARY_RULES,
  type MetricDefinition,
  type SummaryRule,
} from '../../wire/index';
import type { OpenRow, PlainValue } from './open-row';

/** What `run.defineMetric` takes. What is left out stays as it was said before. */
export interface MetricOptions {
  /** The metric on its x-axis. Default: the step. */
  stepMetric?: string;
  /**
   * Whether rows that have the metric and lack its step metric get the last value of that. Default: true when
   * `stepMetric` is given.
   */
  stepSync?: boolean;
  /** Whether the dashboard leaves it out. Default false. */
  hidden?: boolean;
  /**
   * What the summary keeps: `copy` (default) the last value by itself, `none` nothing, the others an object such as `{
   * min: 0.1, last: 0.3 }`. `best` needs a `goal`.
   */
  summary?: SummaryRule | SummaryRule[];
  /** Whether less or more is better. Default: not said. */
  goal?: 'minimize' | 'maximize';
}

const OPTIONS: OptionRules<MetricOptions> = {
  stepMetric: {
    what: "the name of one metric: { stepMetric: 'epoch' }",
    is: (name) => typeof name === 'string' && name !== '' && !isGlob(name),
  },
  stepSync: null,
  hidden: null,
  summary: {
    what: `one or more of ${SUMMARY_RULES.join(', ')}`,
    is: (rules) => [rules].flat().every((rule) => SUMMARY_RULES.includes(rule as SummaryRule)),
  },
  goal: oneOf('minimize', 'maximize'),
};

/** What `defineMetric` has said of a run's metrics, applied to its rows. */
export class Metrics {
  #definitions: MetricDefinition[];
  /** Keys of rows that were looked up already. */
  readonly #known = new Set<string>();
  readonly #lastSteps = new Map<string, PlainValue>();

  constructor(definitions: MetricDefinition[]) {
    this.#definitions = definitions;
  }

  get definitions(): MetricDefinition[] {
    return this.#definitions;
  }

  /**
   * Defines a metric, or changes what was said of it before.
   *
   * @throws SpoorError `bad-option`.
   */
  define(name: string, options: MetricOptions): void {
    const before = this.#definitions.find((definition) => definition.name === name) ?? blankDefinition(name);
    const definition = { ...before, ...read(name, options, before), isDefined: true };
    this.#definitions = [...this.#definitions.filter((other) => other.name !== name), definition];
    this.#known.clear();
  }

  /**
   * Completes a row with the step metrics that its keys ask for. True when a glob has matched a new name, so that there
   * are new definitions.
   */
  complete(row: OpenRow): boolean {
    const before = this.#definitions.length;
    for (const key of row.keys()) {
      if (!this.#known.has(key)) this.#meet(key);
    }
    for (const { name, stepMetric, stepSync } of this.#definitions) {
      if (stepMetric === null) continue;
      const step = row.plain[stepMetric];
      if (step !== undefined) this.#lastSteps.set(stepMetric, step);
      else if (stepSync && row.has(name) && this.#lastSteps.has(stepMetric))
        row.add({ [stepMetric]: this.#lastSteps.get(stepMetric) });
    }
    return this.#definitions.length > before;
  }

  /** W&B's readers know no globs: each name that one matches gets a definition of its own. */
  #meet(key: string): void {
    this.#known.add(key);
    const definition = definitionOf(key, this.#definitions);
    if (!definition || !isGlob(definition.name) || definition.stepMetric === key) return;
    this.#definitions = [...this.#definitions, { ...definition, name: key, isDefined: false }];
  }
}

function read(name: string, options: MetricOptions, before: MetricDefinition): Partial<MetricDefinition> {
  checkOptions('defineMetric()', options, OPTIONS);
  const { stepMetric, stepSync, hidden, goal } = options;
  const refuse = (sentence: string) =>
    new SpoorError('bad-option', `defineMetric(${JSON.stringify(name)}): ${sentence}`);
  if (typeof name !== 'string' || name === '' || name.slice(0, -1).includes('*')) {
    throw refuse("a name must be a string, with a * at its end only: defineMetric('val/*').");
  }
  const summary = options.summary === undefined ? undefined : [options.summary].flat();
  if (summary?.includes('best') && (goal ?? before.goal) === null)
    throw refuse("summary: 'best' needs a goal: { goal: 'minimize' }.");
  return {
    ...(stepMetric !== undefined && { stepMetric, stepSync: stepSync ?? true }),
    ...(stepSync !== undefined && { stepSync }),
    ...(hidden !== undefined && { hidden }),
    ...(summary && { summary }),
    ...(goal && { goal }),
  };
}

import { isRow, parseRowExactly, type LineValue, type Row } from '../line/line';
import { definitionOf, type MetricDefinition, type SummaryRule } from './metric-definition';

/**
 * Decides what the summary keeps of a metric: its new value there, or undefined for none. Null leaves the decision to
 * {@link foldRow}.
 */
export type Aggregate = (
  path: string,
  value: LineValue,
  old: LineValue | undefined,
) => { keep: LineValue | undefined } | null;

/**
 * Folds one row into a summary: the last value of each key stands, nested objects merge leaf by leaf, a media value (an
 * object with `_type`) is replaced whole (W&B, `core/internal/runsummary`). Changes and returns `summary`, and keeps no
 * nested object of `row`.
 */
export function foldRow(summary: Row, row: Row, aggregate?: Aggregate, prefix = ''): Row {
  // Not `Object.entries`, which makes a list for every value; nor `for…in`, which finds what a page has added to
  // `Object.prototype`. By number, since every row comes here.
  const keys = Object.keys(row);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    const value = row[key]!;
    const isKnown = Object.hasOwn(summary, key);
    const old = isKnown ? summary[key] : undefined;
    const decision = aggregate?.(prefix + key, value, old);
    const next = decision
      ? decision.keep
      : isPlain(value)
        ? foldRow(isPlain(old) ? old : {}, value, aggregate, `${prefix}${key}.`)
        : value;
    if (next === undefined) delete summary[key];
    else if (isKnown) summary[key] = next;
    // Not `=` for a new key, which may be "__proto__".
    else Object.defineProperty(summary, key, { value: next, enumerable: true, configurable: true, writable: true });
  }
  return summary;
}

/** As {@link foldRow}, of a line: one that nobody can read has nothing for the summary, and holds up no other. */
export function foldLine(summary: Row, line: string, aggregate?: Aggregate): void {
  try {
    foldRow(summary, parseRowExactly(line), aggregate);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}

/**
 * The rules of `defineMetric`, for {@link foldRow}; undefined when no definition has any. `counts` remembers, for
 * means, how many values each metric has had, and is changed. NaN is not a value to the rules that compare or add.
 */
export function aggregateBy(
  definitions: readonly MetricDefinition[],
  counts: { [path: string]: number },
): Aggregate | undefined {
  if (!definitions.some(hasRules)) return undefined;
  return (path, value, old) => {
    const definition = ruledDefinition(path, definitions);
    if (!definition) return null;
    if (definition.summary.includes('none')) return { keep: undefined };
    const kept: Row = {};
    const before = isPlain(old) ? old : {};
    const count = (own(counts, path) ?? 0) + (isNumber(value) ? 1 : 0);
    if (isNumber(value)) counts[path] = count;
    for (const rule of definition.summary) {
      const next = NEXT[rule === 'best' ? (definition.goal === 'minimize' ? 'min' : 'max') : rule](
        own(before, rule),
        value,
        count,
      );
      if (next !== undefined) kept[rule] = next;
    }
    return { keep: kept };
  };
}

/** The definition of a metric, if the summary keeps another thing of it than the last value. */
export function ruledDefinition(path: string, definitions: readonly MetricDefinition[]): MetricDefinition | undefined {
  const definition = definitionOf(path, definitions);
  return definition && hasRules(definition) ? definition : undefined;
}

function hasRules({ summary }: MetricDefinition): boolean {
  return summary.some((rule) => rule !== 'copy');
}

type Next = (before: LineValue | undefined, value: LineValue, count: number) => LineValue | undefined;

/** A value is compared as it is, so that a bigint stays one; a mean is a number. */
const ofNumbers =
  (next: (before: number | bigint, value: number | bigint, count: number) => number | bigint): Next =>
  (before, value, count) => {
    if (!isNumber(value)) return before;
    return isNumber(before) ? next(before, value, count) : value;
  };

const NEXT: Record<Exclude<SummaryRule, 'best'>, Next> = {
  min: ofNumbers((before, value) => (value < before ? value : before)),
  max: ofNumbers((before, value) => (value > before ? value : before)),
  mean: ofNumbers((before, value, count) => Number(before) + (Number(value) - Number(before)) / count),
  last: (_before, value) => value,
  first: (before, value) => (before === undefined ? value : before),
  copy: (_before, value) => value,
  none: () => undefined,
};

function isPlain(value: LineValue | undefined): value is Row {
  return isRow(value) && !Object.hasOwn(value, '_type');
}

function isNumber(value: LineValue | undefined): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && !Number.isNaN(value));
}

function own<T>(record: { [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

import { beta, normal, type Random } from './random';

/** A parameter's own part of a sweep's config. Whole numbers are bigints, so that `1` and `1.0` stay apart. */
export type Spec = Record<string, unknown>;

/** What can be chosen for one parameter. */
export interface Choice {
  draw(random: Random): unknown;
  /** All that there is to choose from; null when that is not a list. */
  grid: { count: number; at(index: number): unknown } | null;
}

/** What is wrong with a parameter, to be put after its name. */
export class BadSpec extends Error {}

/**
 * Reads what a parameter may be, by W&B's names for distributions
 * (https://docs.wandb.ai/guides/sweeps/sweep-config-keys, "Distribution options for random and Bayesian search").
 *
 * @throws BadSpec
 */
export function choiceOf(spec: Spec): Choice {
  const name = spec['distribution'] ?? impliedBy(spec);
  const read = typeof name === 'string' && Object.hasOwn(DISTRIBUTIONS, name) ? DISTRIBUTIONS[name] : undefined;
  if (!read)
    throw new BadSpec(
      `has the distribution ${JSON.stringify(name)}, which is not known; choose one of ${NAMES.join(', ')}`,
    );
  return read(spec);
}

function impliedBy(spec: Spec): string {
  if ('value' in spec) return 'constant';
  if ('values' in spec) return 'categorical';
  if ('mu' in spec || 'sigma' in spec) return 'normal';
  if (!('min' in spec && 'max' in spec)) throw new BadSpec('needs a "value", "values", or a "min" and a "max"');
  return typeof spec['min'] === 'bigint' && typeof spec['max'] === 'bigint' ? 'int_uniform' : 'uniform';
}

const DISTRIBUTIONS: Record<string, (spec: Spec) => Choice> = {
  constant: (spec) => {
    if (!('value' in spec)) throw new BadSpec('needs a "value"');
    return oneOf([spec['value']], null);
  },
  categorical,
  categorical_w_probabilities: categorical,
  int_uniform: (spec) => {
    const { min, max } = bounds(spec);
    if (!Number.isInteger(min) || !Number.isInteger(max)) throw new BadSpec('needs whole numbers as "min" and "max"');
    return evenly(min, max, 1);
  },
  uniform: (spec) => {
    const { min, max } = bounds(spec);
    return drawn((random) => between(random, min, max));
  },
  q_uniform: (spec) => {
    const { min, max } = bounds(spec);
    const q = step(spec);
    return evenly(Math.ceil(tidy(min / q)), Math.floor(tidy(max / q)), q);
  },
  log_uniform: (spec) => logUniform(spec, Math.exp, 1),
  inv_log_uniform: (spec) => logUniform(spec, Math.exp, -1),
  q_log_uniform: (spec) => quantized(spec, logUniform(spec, Math.exp, 1), exponents(spec)),
  log_uniform_values: logUniformValues,
  // Uniform in log(1/x) is uniform in log(x).
  inv_log_uniform_values: logUniformValues,
  q_log_uniform_values: (spec) => quantized(spec, logUniformValues(spec), bounds(spec)),
  normal: (spec) => normally(spec, (x) => x),
  q_normal: (spec) =>
    quantized(
      spec,
      normally(spec, (x) => x),
      ANY,
    ),
  log_normal: (spec) => normally(spec, Math.exp),
  q_log_normal: (spec) => quantized(spec, normally(spec, Math.exp), ANY),
  beta: betaChoice,
  q_beta: (spec) => quantized(spec, betaChoice(spec), { min: 0, max: 1 }),
};

const NAMES = Object.keys(DISTRIBUTIONS);
const ANY = { min: -Infinity, max: Infinity };

function categorical(spec: Spec): Choice {
  const { values, probabilities } = spec;
  if (!Array.isArray(values) || values.length === 0) throw new BadSpec('needs a list of "values"');
  if (probabilities === undefined || probabilities === null) return oneOf(values, null);
  const weights = Array.isArray(probabilities) ? probabilities.map(Number) : [];
  if (weights.length !== values.length || !weights.every((weight) => weight >= 0) || !(sum(weights) > 0)) {
    throw new BadSpec('needs as many "probabilities" as it has values, none of them negative');
  }
  return oneOf(values, weights);
}

function oneOf(values: unknown[], weights: number[] | null): Choice {
  const draw = (random: Random) => {
    if (!weights) return values[Math.floor(random() * values.length)];
    let left = random() * sum(weights);
    return values[weights.findIndex((weight) => (left -= weight) < 0)] ?? values.at(-1);
  };
  return { draw, grid: { count: values.length, at: (index) => values[index] } };
}

/** Multiples of a step. */
function evenly(first: number, last: number, by: number): Choice {
  const count = last - first + 1;
  if (count < 1) throw new BadSpec('has nothing to choose from: no multiple of "q" lies between "min" and "max"');
  const at = (index: number) => tidy((first + index) * by);
  return { draw: (random) => at(Math.floor(random() * count)), grid: { count, at } };
}

const drawn = (draw: (random: Random) => number): Choice => ({ draw, grid: null });

function logUniform(spec: Spec, power: (x: number) => number, sign: 1 | -1): Choice {
  const { min, max } = bounds(spec);
  return drawn((random) => power(sign * between(random, min, max)));
}

function logUniformValues(spec: Spec): Choice {
  const { min, max } = bounds(spec);
  if (!(min > 0)) throw new BadSpec('needs a "min" above 0');
  return drawn((random) => clamp(Math.exp(between(random, Math.log(min), Math.log(max))), min, max));
}

function exponents(spec: Spec): { min: number; max: number } {
  const { min, max } = bounds(spec);
  return { min: Math.exp(min), max: Math.exp(max) };
}

function normally(spec: Spec, map: (x: number) => number): Choice {
  const mu = number(spec, 'mu', 0);
  const sigma = number(spec, 'sigma', 1);
  if (!(sigma > 0)) throw new BadSpec('needs a "sigma" above 0');
  return drawn((random) => map(normal(random, mu, sigma)));
}

function betaChoice(spec: Spec): Choice {
  const a = number(spec, 'a', 1);
  const b = number(spec, 'b', 1);
  if (!(a > 0 && b > 0)) throw new BadSpec('needs "a" and "b" above 0');
  return drawn((random) => beta(random, a, b));
}

/** The nearest multiple of "q" that lies within the bounds; the nearest bound where none does. */
function quantized(spec: Spec, choice: Choice, { min, max }: { min: number; max: number }): Choice {
  const q = step(spec);
  return drawn((random) => {
    const multiple = clamp(
      Math.round((choice.draw(random) as number) / q),
      Math.ceil(tidy(min / q)),
      Math.floor(tidy(max / q)),
    );
    return clamp(tidy(multiple * q), min, max);
  });
}

function bounds(spec: Spec): { min: number; max: number } {
  const min = number(spec, 'min');
  const max = number(spec, 'max');
  if (!(min <= max)) throw new BadSpec('needs a "min" that is not above its "max"');
  return { min, max };
}

function step(spec: Spec): number {
  const q = number(spec, 'q', 1);
  if (!(q > 0)) throw new BadSpec('needs a "q" above 0');
  return q;
}

function number(spec: Spec, name: string, fallback?: number): number {
  const value = spec[name] ?? fallback;
  if ((typeof value !== 'number' && typeof value !== 'bigint') || !Number.isFinite(Number(value)))
    throw new BadSpec(`needs a number as "${name}"`);
  return Number(value);
}

const between = (random: Random, min: number, max: number) => clamp(min + random() * (max - min), min, max);
const clamp = (x: number, min: number, max: number) => Math.min(Math.max(x, min), max);
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

/** To people three times 0.1 is 0.3, and 0.3 holds 0.1 three times. */
const tidy = (x: number) => Number(x.toPrecision(15));

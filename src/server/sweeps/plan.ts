import { parse } from 'yaml';
import { isRow, messageOf } from '../../wire/index';
import { Refusal } from '../trouble/refusal';
import { BadSpec } from './distribution';
import { Parameters, type Arguments } from './parameters';

/** What a sweep's config says. */
export interface Plan {
  /** How parameters are chosen here: not always as the config wants it, see `warnings`. */
  method: 'grid' | 'random';
  parameters: Parameters;
  metric: { name: string; goal: 'minimize' | 'maximize' } | null;
  /** At most so many runs; null when chance may go on for ever. */
  limit: number | null;
  /** What the agent starts. */
  program: string | null;
  name: string | null;
  description: string | null;
  /** For the same choice of parameters each time. */
  seed: number | null;
  /** What the config wants and this server does not do. */
  warnings: string[];
}

const MAX_LENGTH = 1_000_000;

/**
 * Reads a config as W&B's clients write it, in YAML.
 *
 * @throws Refusal 400, with a sentence that says what is wrong.
 */
export function readPlan(text: string): Plan {
  const config = readYaml(text);
  const { method, parameters: specs, metric, run_cap: runCap } = config;
  if (!['grid', 'random', 'bayes'].includes(String(method))) throw wrong('must have a "method": grid or random');
  if (!isRow(specs)) throw wrong('must have "parameters"');
  if (isRow(config['controller']))
    throw wrong('has a "controller", but this server chooses the parameters itself; leave it out');
  const parameters = readParameters(specs);
  const gridSize = parameters.gridSize;
  if (method === 'grid' && gridSize === null) {
    throw wrong(
      `cannot be a grid, because these parameters have no list of values: ${parameters.withoutGrid.join(', ')}`,
    );
  }
  if (method === 'grid' && !Number.isSafeInteger(gridSize))
    throw wrong('has more points in its grid than can be counted');
  const limits = [method === 'grid' ? gridSize : null, readCap(runCap)].filter((limit) => limit !== null);
  return {
    method: method === 'grid' ? 'grid' : 'random',
    parameters,
    metric: readMetric(metric),
    limit: limits.length > 0 ? Math.min(...limits) : null,
    program: textIn(config, 'program'),
    name: textIn(config, 'name'),
    description: textIn(config, 'description'),
    seed: typeof config['seed'] === 'bigint' ? Number(BigInt.asUintN(32, config['seed'])) : null,
    warnings: warningsOf(config),
  };
}

/** The parameters of one place in a sweep. */
export function pointOf({ method, parameters, seed }: Plan, ownSeed: number, place: number): Arguments {
  return method === 'grid' ? parameters.gridPoint(place) : parameters.randomPoint(seed ?? ownSeed, place);
}

function readYaml(text: string): Record<string, unknown> {
  if (text.length > MAX_LENGTH) throw wrong(`must have at most ${MAX_LENGTH} characters, not ${text.length}`);
  let value: unknown;
  try {
    value = parse(text, { intAsBigInt: true, logLevel: 'error' });
  } catch (cause) {
    throw new Refusal(400, `The config of the sweep must be YAML: ${messageOf(cause)}`, { cause });
  }
  if (!isRow(value)) throw wrong('must be an object, with "method" and "parameters"');
  return value;
}

function readParameters(specs: Record<string, unknown>): Parameters {
  try {
    return new Parameters(specs);
  } catch (error) {
    if (error instanceof BadSpec) throw wrong(`is not right: ${error.message}`);
    throw error;
  }
}

function readCap(cap: unknown): number | null {
  if (cap === undefined || cap === null) return null;
  if (typeof cap === 'bigint' && cap > 0n) return Number(cap);
  throw wrong('must have a "run_cap" above 0, or none');
}

function readMetric(metric: unknown): Plan['metric'] {
  if (!isRow(metric) || typeof metric['name'] !== 'string') return null;
  return { name: metric['name'], goal: metric['goal'] === 'maximize' ? 'maximize' : 'minimize' };
}

function warningsOf(config: Record<string, unknown>): string[] {
  const warnings = [];
  if (config['method'] === 'bayes')
    warnings.push('This server has no Bayesian search: it chooses the parameters at random.');
  if (config['early_terminate']) warnings.push('This server does not end runs early: early_terminate has no effect.');
  return warnings;
}

function textIn(config: Record<string, unknown>, name: string): string | null {
  return typeof config[name] === 'string' ? config[name] : null;
}

function wrong(what: string): Refusal {
  return new Refusal(400, `The config of the sweep ${what}.`);
}

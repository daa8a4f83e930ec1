import { isRow } from '../../wire/index';
import { BadSpec, choiceOf, type Choice, type Spec } from './distribution';
import { randomFrom } from './random';

/** One parameter, which may lie within others: its names from the outside in. */
interface Parameter {
  path: string[];
  choice: Choice;
}

/** Values for all parameters, in the form that agents hand to a run. */
export type Arguments = Record<string, { value: unknown }>;

const MAX_PARAMETERS = 1000;
const MAX_DEPTH = 16;

/** All parameters of a sweep, and which values they may have. */
export class Parameters {
  readonly #parameters: Parameter[];

  /** @throws BadSpec, which names the parameter. */
  constructor(specs: Record<string, unknown>) {
    this.#parameters = [...leaves(specs, [])];
    if (this.#parameters.length === 0) throw new BadSpec('has no parameters');
    if (this.#parameters.length > MAX_PARAMETERS) throw new BadSpec(`has more than ${MAX_PARAMETERS} parameters`);
  }

  /** How many points the grid has; null when a parameter has no list of values. */
  get gridSize(): number | null {
    return this.#parameters.reduce<number | null>(
      (size, { choice }) => size && choice.grid && size * choice.grid.count,
      1,
    );
  }

  /** The parameters that keep the sweep from having a grid. */
  get withoutGrid(): string[] {
    return this.#parameters.filter(({ choice }) => !choice.grid).map(({ path }) => path.join('.'));
  }

  /** One point of the grid; the last parameter changes fastest. */
  gridPoint(index: number): Arguments {
    let rest = index;
    const chosen = this.#parameters.toReversed().map(({ path, choice }) => {
      const grid = choice.grid!;
      const value = grid.at(rest % grid.count);
      rest = Math.floor(rest / grid.count);
      return { path, value };
    });
    return assemble(chosen.toReversed());
  }

  /** The point that chance has for this place. */
  randomPoint(seed: number, place: number): Arguments {
    const random = randomFrom(seed, place);
    return assemble(this.#parameters.map(({ path, choice }) => ({ path, value: choice.draw(random) })));
  }
}

function* leaves(specs: Record<string, unknown>, outer: string[]): Iterable<Parameter> {
  for (const [name, spec] of Object.entries(specs)) {
    const path = [...outer, name];
    if (!isRow(spec)) throw new BadSpec(`the parameter ${path.join('.')} must be an object`);
    if (path.length > MAX_DEPTH) throw new BadSpec(`the parameter ${path.join('.')} lies too deep`);
    if (isRow(spec['parameters'])) yield* leaves(spec['parameters'], path);
    else yield { path, choice: readChoice(path, spec) };
  }
}

function readChoice(path: string[], spec: Spec): Choice {
  try {
    return choiceOf(spec);
  } catch (error) {
    if (error instanceof BadSpec)
      throw new BadSpec(`the parameter ${path.join('.')} ${error.message}`, { cause: error });
    throw error;
  }
}

function assemble(chosen: { path: string[]; value: unknown }[]): Arguments {
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const { path, value } of chosen) {
    let inside = values;
    for (const name of path.slice(0, -1)) inside = (inside[name] ??= Object.create(null)) as Record<string, unknown>;
    inside[path.at(-1)!] = plain(value);
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

/** A bigint as the number that JSON has for it. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  return isRow(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)])) : value;
}

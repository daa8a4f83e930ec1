import { isCount, isRow, SpoorError } from '../wire/index';
import { describe } from './plain';

/** What an option must be, in words and as a question. */
export interface OptionRule {
  what: string;
  is: (value: unknown) => boolean;
}

export const STRING: OptionRule = { what: 'a string', is: (value) => typeof value === 'string' };

/** A title, a tag: what W&B's server takes of such. */
export const LABEL: OptionRule = {
  what: 'a string of 1 to 64 characters',
  is: (value) => typeof value === 'string' && value.length >= 1 && value.length <= 64,
};

export const COUNT: OptionRule = { what: 'a whole number from 0', is: isCount };

export function oneOf(...words: string[]): OptionRule {
  return { what: `one of "${words.join('", "')}"`, is: (value) => words.includes(value as string) };
}

/**
 * Gives the value back when it is what it must be.
 *
 * @throws SpoorError `bad-option`.
 */
export function checkOption<T>(name: string, value: T, { is, what }: OptionRule): T {
  if (!is(value)) throw new SpoorError('bad-option', `${name} must be ${what}, not ${describe(value)}.`);
  return value;
}

/** The rule of each option there is; null for one that is checked elsewhere. */
export type OptionRules<Options> = { [name in keyof Required<Options>]: OptionRule | null };

/**
 * Checks the options that were given to `caller`. One of an unknown name is refused: it would be passed over without a
 * word.
 *
 * @param path what stands before their names, where they are options of an option.
 * @throws SpoorError `bad-option`.
 */
export function checkOptions<Options extends object>(
  caller: string,
  options: Options,
  rules: OptionRules<Options>,
  path = '',
): void {
  if (!isRow(options)) {
    const what = path === '' ? `The options of ${caller}` : path.slice(0, -1);
    const names = Object.keys(rules).join(', ');
    throw new SpoorError('bad-option', `${what} must be { ${names} }, not ${describe(options)}.`);
  }
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(rules, name)) {
      // Python's `step_metric`, `baseURL`.
      const meant = Object.keys(rules).find((known) => known.toLowerCase() === name.toLowerCase().replaceAll('_', ''));
      throw new SpoorError(
        'bad-option',
        `${caller} has no option ${path}${name}${meant ? `; did you mean ${path}${meant}?` : '.'}`,
      );
    }
    const rule = rules[name as keyof Options];
    if (rule && value !== undefined) checkOption(path + name, value, rule);
  }
}

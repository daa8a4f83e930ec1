import { isCount, isRow, SpoorError, stringify } from '../wire/index';

/** What an option can be, in words and as a question. */
export interface Kind {
  what: string;
  is: (value: unknown) => boolean;
}

export const TEXT: Kind = { what: 'a text', is: (value) => typeof value === 'string' };

/** A title, a tag: what W&B's server takes of such. */
export const LABEL: Kind = {
  what: 'a text of 1 to 64 characters',
  is: (value) => typeof value === 'string' && value.length >= 1 && value.length <= 64,
};

export const COUNT: Kind = { what: 'a whole number from 0', is: isCount };

export function oneOf(...words: string[]): Kind {
  return { what: `one of "${words.join('", "')}"`, is: (value) => words.includes(value as string) };
}

/**
 * Gives the value back when it is of this kind.
 *
 * @throws SpoorError `bad-option`.
 */
export function check<T>(name: string, value: T, { is, what }: Kind): T {
  if (!is(value)) throw new SpoorError('bad-option', `${name} is ${what}.`);
  return value;
}

/** The kind of each option there is; null of one that has a rule of its own. */
export type Kinds<Options> = { [name in keyof Required<Options>]: Kind | null };

/**
 * Checks the options that were given to `caller`. One of an unknown name is refused: it would be passed over without a
 * word.
 *
 * @param path what stands before their names, where they are options of an option.
 * @throws SpoorError `bad-option`.
 */
export function checkEach<Options extends object>(
  caller: string,
  options: Options,
  kinds: Kinds<Options>,
  path = '',
): void {
  if (!isRow(options))
    throw new SpoorError(
      'bad-option',
      `${caller} takes an object of options, { ${Object.keys(kinds).join(', ')} }, not ${stringify(options)}.`,
    );
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(kinds, name)) {
      // Python's `step_metric`, `baseURL`.
      const meant = Object.keys(kinds).find((known) => known.toLowerCase() === name.toLowerCase().replaceAll('_', ''));
      throw new SpoorError(
        'bad-option',
        `${caller} has no option ${path}${name}${meant ? `; did you mean ${path}${meant}?` : '.'}`,
      );
    }
    const kind = kinds[name as keyof Options];
    if (kind && value !== undefined) check(path + name, value, kind);
  }
}

import { SpoorError } from './problem';

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

/** A step, the number of a line, how many of something. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

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

import { RE2JS } from 're2js';
import { Refusal } from '../trouble/refusal';

/** W&B's clients send some dozen characters. */
const MAX_LENGTH = 1000;

/** Tells whether a string fits. */
export interface Pattern {
  test(text: string): boolean;
}

/**
 * A regular expression of a client. RE2 looks at each character of a string a bounded number of times, whatever the
 * expression; JavaScript's own engine may try for hours. The price: it has no lookaround and no backreferences.
 *
 * @throws Refusal 400 when it is not understood or too long.
 */
export function regularExpression(source: unknown): Pattern {
  if (typeof source !== 'string') throw new Refusal(400, `A pattern must be a string, not ${JSON.stringify(source)}.`);
  return compile(source, 0);
}

/**
 * SQL's LIKE, as W&B's clients write patterns: `%` is any text, `_` one character, and the whole text must fit.
 *
 * @throws Refusal 400 when it is too long.
 */
export function like(pattern: string): Pattern {
  const parts = pattern.split(/([%_])/).map((part) => (part === '%' ? '.*' : part === '_' ? '.' : RE2JS.quote(part)));
  return compile(`^${parts.join('')}$`, RE2JS.DOTALL);
}

function compile(source: string, flags: number): Pattern {
  if (source.length > MAX_LENGTH)
    throw new Refusal(400, `A pattern must have at most ${MAX_LENGTH} characters, not ${source.length}.`);
  try {
    const compiled = RE2JS.compile(source, flags);
    return { test: (text) => compiled.matcher(text).find() };
  } catch (cause) {
    throw new Refusal(400, `The pattern ${JSON.stringify(source)} is not understood: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

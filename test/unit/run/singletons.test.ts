import { describe, expect, it } from 'vitest';
import { checkSingleton, withSingleton } from '../../../src/run/singletons';

describe('withSingleton', () => {
  it('is the very same object while the value is the same, NaN too, and another one when it changes', () => {
    const first = withSingleton(undefined, 'a/b', 'k', () => ({ k: { n: NaN } }));
    expect(first).toEqual({ 'a/b': { k: { n: NaN } } });
    expect(withSingleton(first, 'a/b', 'k', () => ({ k: { n: NaN } }))).toBe(first);
    expect(withSingleton(first, 'a/b', 'k', () => ({ k: null }))).toEqual({ 'a/b': { k: null } });
    expect(withSingleton(first, 'a/b', 'l', () => ({ l: 1 }))).toEqual({ 'a/b': { k: { n: NaN }, l: 1 } });
  });

  it('keeps what it had where the value cannot be kept', () => {
    expect(withSingleton(undefined, 'a/b', 'k', () => ({}))).toBeUndefined();
  });
});

describe('checkSingleton', () => {
  it.each([
    ['t', 'k', 'type must be a string with a slash, such as "digits/labels", not "t".'],
    // It is how plots say that they are there.
    ['visualize', 'k', 'type must be a string with a slash'],
    ['a/b', '', 'key must be a string that is not empty'],
  ])('refuses the type %j with the key %j', (type, key, message) =>
    expect(() => checkSingleton(type, key)).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(message) }),
    ),
  );

  it('lets through a type with a slash', () => expect(() => checkSingleton('a/b', 'k')).not.toThrow());
});

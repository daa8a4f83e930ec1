import { describe, expect, it } from 'vitest';
import { withSingleton } from '../../../src/run/singletons';

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

  it('refuses a type without a slash, and an empty key', () => {
    expect(() => withSingleton(undefined, 't', 'k', () => ({ k: 1 }))).toThrow(
      expect.objectContaining({ code: 'bad-option' }),
    );
    expect(() => withSingleton(undefined, 'a/b', '', () => ({}))).toThrow(
      expect.objectContaining({ code: 'bad-option' }),
    );
  });
});

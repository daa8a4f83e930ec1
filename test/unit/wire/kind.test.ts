import { describe, expect, it } from 'vitest';
import { check, COUNT, LABEL, oneOf, TEXT, type Kind } from '../../../src/wire/index';

describe('check', () => {
  it.each<[string, Kind, unknown]>([
    ['a text', TEXT, ''],
    ['a label', LABEL, 'x'.repeat(64)],
    ['a count', COUNT, 0],
    ['one of some words', oneOf('a', 'b'), 'b'],
  ])('gives back %s', (_name, kind, value) => {
    expect(check('it', value, kind)).toBe(value);
  });

  it.each<[unknown, Kind, string]>([
    [7, TEXT, 'it is a text.'],
    [undefined, TEXT, 'it is a text.'],
    ['', LABEL, 'it is a text of 1 to 64 characters.'],
    ['x'.repeat(65), LABEL, 'it is a text of 1 to 64 characters.'],
    [-1, COUNT, 'it is a whole number from 0.'],
    [0.5, COUNT, 'it is a whole number from 0.'],
    ['1', COUNT, 'it is a whole number from 0.'],
    ['c', oneOf('a', 'b'), 'it is one of "a", "b".'],
  ])('refuses %j, and says what it is', (value, kind, sentence) => {
    expect(() => check('it', value, kind)).toThrow(expect.objectContaining({ code: 'bad-option', message: sentence }) as Error);
  });
});

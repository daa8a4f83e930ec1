import { describe, expect, it } from 'vitest';
import { check, checkEach, COUNT, LABEL, oneOf, TEXT, type Kind } from '../../../src/values/option';

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
    expect(() => check('it', value, kind)).toThrow(
      expect.objectContaining({ code: 'bad-option', message: sentence }) as Error,
    );
  });
});

describe('checkEach', () => {
  const kinds = { stepMetric: null, hidden: COUNT };
  const of = (options: unknown, path?: string) => () =>
    checkEach('f()', options as { stepMetric: string; hidden: number }, kinds, path);

  it.each([{}, { stepMetric: 7 }, { hidden: 1 }, { hidden: undefined }])('lets %j stand', (options) => {
    expect(of(options)).not.toThrow();
  });

  it.each<[unknown, string | undefined, string]>([
    [{ hidden: -1 }, undefined, 'hidden is a whole number from 0.'],
    [{ hidden: -1 }, 'settings.', 'settings.hidden is a whole number from 0.'],
    [{ step_metric: 'a' }, undefined, 'f() has no option step_metric; did you mean stepMetric?'],
    [{ Hidden: 1 }, 'settings.', 'f() has no option settings.Hidden; did you mean settings.hidden?'],
    [{ hiden: 1 }, undefined, 'f() has no option hiden.'],
    [{ toString: 1 }, undefined, 'f() has no option toString.'],
    [7, undefined, 'f() takes an object of options, { stepMetric, hidden }, not 7.'],
    [null, undefined, 'f() takes an object of options, { stepMetric, hidden }, not null.'],
    [[], undefined, 'f() takes an object of options, { stepMetric, hidden }, not [].'],
  ])('refuses %j of %s: %s', (options, path, message) => {
    expect(of(options, path)).toThrow(expect.objectContaining({ code: 'bad-option', message }) as Error);
  });
});

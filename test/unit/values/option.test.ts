import { describe, expect, it } from 'vitest';
import { checkOption, checkOptions, COUNT, LABEL, oneOf, STRING, type OptionRule } from '../../../src/values/option';

describe('checkOption', () => {
  it.each<[string, OptionRule, unknown]>([
    ['a string', STRING, ''],
    ['a label', LABEL, 'x'.repeat(64)],
    ['a count', COUNT, 0],
    ['one of some words', oneOf('a', 'b'), 'b'],
  ])('gives back %s', (_name, rule, value) => {
    expect(checkOption('it', value, rule)).toBe(value);
  });

  it.each<[unknown, OptionRule, string]>([
    [7, STRING, 'it must be a string, not 7.'],
    [undefined, STRING, 'it must be a string, not undefined.'],
    [['a'], STRING, 'it must be a string, not an array.'],
    [new Map(), STRING, 'it must be a string, not a Map: take Object.fromEntries(…) of it.'],
    [Promise.resolve('a'), STRING, 'it must be a string, not a Promise: await it first.'],
    ['', LABEL, 'it must be a string of 1 to 64 characters, not "".'],
    ['x'.repeat(65), LABEL, `it must be a string of 1 to 64 characters, not "${'x'.repeat(40)}"….`],
    [-1, COUNT, 'it must be a whole number from 0, not -1.'],
    [0.5, COUNT, 'it must be a whole number from 0, not 0.5.'],
    ['1', COUNT, 'it must be a whole number from 0, not "1".'],
    ['c', oneOf('a', 'b'), 'it must be one of "a", "b", not "c".'],
  ])('refuses %j, and says what it must be', (value, rule, sentence) => {
    expect(() => checkOption('it', value, rule)).toThrow(
      expect.objectContaining({ code: 'bad-option', message: sentence }) as Error,
    );
  });
});

describe('checkOptions', () => {
  const rules = { stepMetric: null, hidden: COUNT };
  const of = (options: unknown, path?: string) => () =>
    checkOptions('f()', options as { stepMetric: string; hidden: number }, rules, path);

  it.each([{}, { stepMetric: 7 }, { hidden: 1 }, { hidden: undefined }])('lets %j stand', (options) => {
    expect(of(options)).not.toThrow();
  });

  it.each<[unknown, string | undefined, string]>([
    [{ hidden: -1 }, undefined, 'hidden must be a whole number from 0, not -1.'],
    [{ hidden: -1 }, 'settings.', 'settings.hidden must be a whole number from 0, not -1.'],
    [{ step_metric: 'a' }, undefined, 'f() has no option step_metric; did you mean stepMetric?'],
    [{ Hidden: 1 }, 'settings.', 'f() has no option settings.Hidden; did you mean settings.hidden?'],
    [{ hiden: 1 }, undefined, 'f() has no option hiden.'],
    [{ toString: 1 }, undefined, 'f() has no option toString.'],
    [7, undefined, 'The options of f() must be { stepMetric, hidden }, not 7.'],
    [null, undefined, 'The options of f() must be { stepMetric, hidden }, not null.'],
    [[], undefined, 'The options of f() must be { stepMetric, hidden }, not an array.'],
  ])('refuses %j of %s: %s', (options, path, message) => {
    expect(of(options, path)).toThrow(expect.objectContaining({ code: 'bad-option', message }) as Error);
  });
});

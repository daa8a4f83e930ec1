import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../../../src/wire/run/row-entries';
import { formatLine, parseLine, type LineValue } from '../../../../src/wire/line/line';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '\\"', '{', '}', '[', ']', ',', ':', '{"a":1}', 'NaN', '\\\\'),
);

const value = fc.letrec<{ value: LineValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.double().map((number) => (Object.is(number, -0) ? 0 : number)),
    text,
    fc.constantFrom(null, true, Infinity, NaN),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }).map((object) => Object.fromEntries(Object.entries(object))),
  ),
})).value;

describe('entriesOf', () => {
  it('gives each key with a string that is its value, whatever characters they are made of', () => {
    fc.assert(
      fc.property(fc.dictionary(text, value, { maxKeys: 5 }), (row) => {
        const entries = entriesOf(formatLine(row)).map(([key, json]) => [key, parseLine(json)] as const);
        deepStrictEqual(new Map(entries), new Map(Object.entries(row)));
      }),
      { numRuns: 300 },
    );
  });

  it('leaves every text as it stands', () => {
    const line =
      ' { "big" : 9223372036854775807 , "e":1.7954990917318058e+09,"nan":NaN,"minus":-Infinity,"one":1.0,"n" : { "a": [1, 2] } } ';
    expect(entriesOf(line)).toEqual([
      ['big', '9223372036854775807'],
      ['e', '1.7954990917318058e+09'],
      ['nan', 'NaN'],
      ['minus', '-Infinity'],
      ['one', '1.0'],
      ['n', '{ "a": [1, 2] }'],
    ]);
  });

  it('names a key as often as it comes', () => {
    expect(entriesOf('{"a":1,"a":2}')).toEqual([
      ['a', '1'],
      ['a', '2'],
    ]);
    expect(entriesOf('{}')).toEqual([]);
  });

  it.each(['', 'null', '[1]', '"a"', '{', '{"a":}', '{"a":1}}', 'NaN'])('refuses what is not a row: %s', (line) => {
    expect(() => entriesOf(line)).toThrow(SyntaxError);
  });

  it('reads a value of millions of escapes', () => {
    const long = '\\"'.repeat(4_000_000);
    expect(entriesOf(`{"a":"${long}","b":1}`)).toEqual([
      ['a', `"${long}"`],
      ['b', '1'],
    ]);
  });
});

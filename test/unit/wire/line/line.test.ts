import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatLine,
  formatNumber,
  parseLine,
  parseLineExactly,
  parseRow,
  parseRowExactly,
  type LineValue,
} from '../../../../src/wire/line/line';

/** Texts that tempt a codec which looks for words: the words themselves, quotes, escapes, and Spoor's own mark. */
const temptingText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        'NaN',
        'Infinity',
        '-Infinity',
        '"',
        '\\',
        '\uE000',
        '\uE000not-finite:',
        '1e999',
        ',',
        ':',
        '{',
        '}',
      ),
      {
        maxLength: 6,
      },
    )
    .map((parts) => parts.join('')),
);

const anyNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(NaN, Infinity, -Infinity, 5e-324, 1.7976931348623157e308),
  fc.integer(),
);

const lineValue = fc.letrec<{ value: LineValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    anyNumber,
    fc.constantFrom(-0),
    temptingText,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .dictionary(fc.oneof(temptingText, fc.constantFrom('__proto__', 'constructor', 'toJSON')), tie('value'), {
        maxKeys: 4,
      })
      .map(ownKeys),
  ),
})).value;

/** The same keys as own properties: `object.__proto__ = …` would set the prototype. */
function ownKeys(object: { [key: string]: LineValue }): { [key: string]: LineValue } {
  return Object.fromEntries(Object.entries(object));
}

describe('formatLine and parseLine', () => {
  it('give back any value, whatever words and characters it is made of', () => {
    fc.assert(
      fc.property(lineValue, (value) => {
        deepStrictEqual(parseLine(formatLine(value)), value);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keep a string that looks like the mark of a number, beside a real NaN', () => {
    const row = { loss: NaN, note: '\uE000not-finite:NaN', '\uE000not-finite:Infinity': 1 };
    expect(parseLine(formatLine(row))).toStrictEqual(row);
  });

  it('write NaN and the infinities as bare words', () => {
    expect(formatLine({ a: NaN, b: [Infinity, -Infinity], c: 'NaN' })).toBe(
      '{"a":NaN,"b":[Infinity,-Infinity],"c":"NaN"}',
    );
  });

  it('keep a key called __proto__ a key', () => {
    const row = parseRow('{"__proto__":{"polluted":true},"loss":NaN}');
    expect(Object.keys(row)).toEqual(['__proto__', 'loss']);
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    expect(formatLine(row)).toBe('{"__proto__":{"polluted":true},"loss":NaN}');
  });

  it('take a string that spells the mark with an escape for a string', () => {
    expect(parseLine('{"loss":NaN,"note":"\\ue000not-finite:"}')).toStrictEqual({
      loss: NaN,
      note: '\uE000not-finite:',
    });
  });

  it('read the longest line that may be written, NaN in it or not', () => {
    const text = 'x'.repeat(10_200_000);
    const row = parseRow(`{"loss":NaN,"text":"${text}"}`);
    expect(row['loss']).toBeNaN();
    expect((row['text'] as string).length).toBe(text.length);
  });

  it('leave out what JSON leaves out', () => {
    expect(formatLine({ a: undefined, b: () => 1, c: 1 })).toBe('{"c":1}');
    expect(formatLine({ d: undefined })).toBe('{}');
    expect(formatLine([undefined, ...Array<null>(1), Symbol('s'), { e: [] }])).toBe('[null,null,null,{"e":[]}]');
  });
});

describe('parseLine', () => {
  it.each([
    '',
    '{',
    '{"a":}',
    '[NaN',
    'NaNNaN',
    '-NaN',
    '{"a":--Infinity}',
    'undefined',
    '{"a":nan}',
    "{'a':NaN}",
    '{NaN:1}',
    '[Infinity5]',
    '[1Infinity]',
    '[0.Infinity]',
  ])('throws a SyntaxError for %j', (text) => {
    expect(() => parseLine(text)).toThrow(SyntaxError);
  });

  it.each([
    ['escaped quotes', '\\"'],
    ['escaped line breaks', '\\\n'],
    ['escapes', '\\\\'],
  ])('is soon done with a string of %s that has no end', (_name, escape) => {
    expect(() => parseLine(`NaN"${escape.repeat(300_000)}`)).toThrow(SyntaxError);
    expect(() => parseLine(`[NaN,"${escape.repeat(300_000)}\\`)).toThrow(SyntaxError);
  });

  it.each([
    ['{"a":NaN}', { a: NaN }],
    [' [ NaN , -Infinity ] ', [NaN, -Infinity]],
    ['NaN', NaN],
    ['{"NaN":"Infinity","a\\"NaN":-Infinity}', { NaN: 'Infinity', 'a"NaN': -Infinity }],
    ['{"a":"\\\\","b":NaN}', { a: '\\', b: NaN }],
    ['{"t":1.7954990917318058e+09}', { t: 1795499091.7318058 }],
    ['{"a":-0.0}', { a: -0 }],
  ])('reads %s', (text, value) => {
    expect(parseLine(text)).toStrictEqual(value);
  });
});

describe('parseLineExactly', () => {
  it('gives back any value, and any integer, of its own digits', () => {
    fc.assert(
      fc.property(fc.oneof(lineValue, fc.array(fc.bigInt())), (value) => {
        const read = parseLineExactly(formatLine(value));
        // An integer that a number holds comes back as one.
        const asRead = (inner: LineValue): LineValue =>
          typeof inner === 'bigint' && String(Number(inner)) === String(inner) ? Number(inner) : inner;
        deepStrictEqual(read, Array.isArray(value) ? value.map(asRead) : value);
        expect(formatLine(read)).toBe(formatLine(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, LineValue]>([
    ['9007199254740993', 9007199254740993n],
    ['-9223372036854775809', -9223372036854775809n],
    ['9007199254740991', 9007199254740991],
    ['1152921504606847000', 2 ** 60],
    ['1152921504606846976', 2n ** 60n],
    ['[1.5,1234567890123456.5,1e300,0.1234567890123456]', [1.5, 1234567890123456.5, 1e300, 0.1234567890123456]],
    [
      '{"a":{"b":[18446744073709551615 , NaN]},"1234567890123456789":"9007199254740993"}',
      { a: { b: [18446744073709551615n, NaN] }, '1234567890123456789': '9007199254740993' },
    ],
    [
      '{"text":"a \\" :9007199254740993,","n":-Infinity,"i":9007199254740993}',
      { text: 'a " :9007199254740993,', n: -Infinity, i: 9007199254740993n },
    ],
  ])('reads %s', (text, value) => {
    expect(parseLineExactly(text)).toStrictEqual(value);
  });

  it.each([
    '00000000000000000001',
    '-01234567890123456789',
    '{9007199254740993:1}',
    '{ 9007199254740993 :1}',
    '[9007199254740993',
    '9007199254740993n',
    '[9007199254740993 9007199254740993]',
    '[1]9007199254740993',
  ])('throws a SyntaxError for %j', (text) => {
    expect(() => parseLineExactly(text)).toThrow(SyntaxError);
  });

  it('refuses what is not a row', () => {
    expect(() => parseRowExactly('9007199254740993')).toThrow(SyntaxError);
  });
});

describe('parseRow', () => {
  it.each(['1', 'null', '[]', '"a"', 'NaN'])('refuses %s, which is not an object', (text) => {
    expect(() => parseRow(text)).toThrow(SyntaxError);
  });
});

describe('formatNumber', () => {
  it('writes every number so that it is read back as it was', () => {
    fc.assert(
      fc.property(anyNumber, (value) => {
        expect(parseLine(formatNumber(value))).toBe(value);
      }),
    );
    expect(formatNumber(-0)).toBe('-0.0');
    expect(parseLine(formatNumber(-0))).toBe(-0);
  });
});

import { describe, expect, test } from 'vitest';
import { formatLine, parseRow } from '../../../../src/wire/index';
import { parseExactRow, restoreIntegers } from '../../../../src/server/ingest/exact-line';

const roundTrip = (text: string) => restoreIntegers(formatLine(parseExactRow(text)));

describe('integers beyond 2^53', () => {
  test.each([
    '{"big":9223372036854775807,"low":-9223372036854775808,"odd":9007199254740993}',
    '{"list":[18446744073709551615,1],"deep":{"a":{"b":9007199254740993}},"nan":NaN}',
    '{"text":"9223372036854775807","quoted \\" 9223372036854775807":9223372036854775807}',
  ])('keep every digit: %s', (text) => {
    expect(roundTrip(text)).toBe(text);
  });

  test('are nothing that a string can pretend to be', () => {
    const row = parseExactRow('{"a":9223372036854775807}');
    expect(row['a']).toMatch(/^\uE000.+:9223372036854775807$/);
    expect(roundTrip('{"a":"\uE0009223372036854775807"}')).toBe('{"a":"\uE0009223372036854775807"}');
  });
});

test.each([
  '{"a":9007199254740991,"b":0.30000000000000004,"c":1e300,"d":-0.12345678901234567890,"e":12345678901234567.5,"f":1.8446744073709552e+19}',
  '{"small":1,"s":"1234567890123456789","_timestamp":1795518973.2023182}',
])('all other numbers are read as ever: %s', (text) => {
  expect(parseExactRow(text)).toEqual(parseRow(text));
});

test('what is not a row is refused', () => {
  expect(() => parseExactRow('[9223372036854775807]')).toThrow(SyntaxError);
  expect(() => parseExactRow('{"a":9223372036854775807')).toThrow(SyntaxError);
});

test('a string of escaped quotes that has no end takes no longer than its length', () => {
  expect(() => parseExactRow(`{"a":9223372036854775807,"b":"${'\\"'.repeat(300_000)}`)).toThrow(SyntaxError);
});

import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  byName,
  count,
  flag,
  integer,
  listOf,
  number,
  object,
  oneOf,
  orIgnored,
  orMissing,
  orNothing,
  orNull,
  readShape,
  row,
  text,
  texts,
  textWithin,
  time,
  type Shape,
} from '../../../../src/server/ingest/schema';

const read = <S extends Shape>(shape: S, value: unknown) =>
  readShape(shape, value, 'the body', (sentence) => new RangeError(sentence));

const POINT = object({ x: count, label: orNull(text), tags: orMissing(texts) });

describe('what has the shape', () => {
  test('is read with the parts that are named, and no others', () => {
    const point = read(POINT, { x: 3, label: null, other: 1 });
    expect(point).toStrictEqual({ x: 3, label: null });
    expectTypeOf(point).toEqualTypeOf<{ x: number; label: string | null; tags?: string[] | undefined }>();
  });

  test('is handed on as it is where its names are its own', () => {
    const config: unknown = JSON.parse('{"__proto__":{"a":1},"constructor":2}');
    expect(read(object({ config: row }), { config }).config).toBe(config);
    const lines = ['a', 'b'];
    expect(read(object({ lines: texts }), { lines }).lines).toBe(lines);
  });

  test.each([undefined, null])('may be %s where that says nothing', (value) => {
    expect(read(object({ a: orNothing(text) }), { a: value }).a).toBeUndefined();
    expect(read(object({ a: orIgnored(text) }), { a: value }).a).toBeUndefined();
  });

  test('is as if it were missing where it is ignored', () => {
    expect(read(object({ a: orIgnored(count), b: text }), { a: 'x', b: 'y' })).toEqual({ b: 'y' });
  });
});

describe('what has not is told of by its place, what it must be, and what came', () => {
  test.each<[Shape, unknown, string]>([
    [text, 5, 'the body must be a string, not 5.'],
    [POINT, undefined, 'the body must be an object, but is missing.'],
    [POINT, null, 'the body must be an object, not null.'],
    [POINT, [], 'the body must be an object, not a list.'],
    [POINT, {}, '"x" of the body must be a whole number from 0, but is missing.'],
    [POINT, { x: -1, label: null }, '"x" of the body must be a whole number from 0, not -1.'],
    [POINT, { x: 2 ** 53, label: null }, '"x" of the body must be a whole number from 0, not 9007199254740992.'],
    [POINT, { x: 1 }, '"label" of the body must be a string, but is missing.'],
    [POINT, { x: 1, label: {} }, '"label" of the body must be a string, not an object.'],
    [POINT, { x: 1, label: 'a', tags: 'b' }, '"tags" of the body must be a list of strings, not "b".'],
    [POINT, { x: 1, label: 'a', tags: ['b', 2] }, 'item 1 of "tags" of the body must be a string, not 2.'],
    [listOf(POINT), [{ x: 1, label: null }, 7], 'item 1 of the body must be an object, not 7.'],
    [byName(POINT), [], 'the body must be an object, not a list.'],
    [byName(POINT), { a: { x: 'b' } }, '"x" of "a" of the body must be a whole number from 0, not "b".'],
    [object({ p: POINT }), {}, '"p" of the body must be an object, but is missing.'],
    [oneOf(['up', 'down']), 'left', 'the body must be one of "up", "down", not "left".'],
    [textWithin(1, 3), 'four', 'the body must be a string of 1 to 3 characters, not "four".'],
    [flag, 'true', 'the body must be true or false, not "true".'],
    [number, NaN, 'the body must be a number, not NaN.'],
    [integer, 0.5, 'the body must be a whole number, not 0.5.'],
    [count, 10n, 'the body must be a whole number from 0, not 10.'],
    [time, 1e300, 'the body must be a time in Unix milliseconds, not 1e+300.'],
    [object({ a: orNothing(text) }), { a: 1 }, '"a" of the body must be a string, not 1.'],
  ])('%#: %s', (shape, value, sentence) => {
    expect(() => read(shape, value)).toThrow(new RangeError(sentence));
  });

  test('in a short sentence, however much it is', () => {
    const long = 'x'.repeat(1_000_000);
    const deep: unknown = JSON.parse('['.repeat(1000) + ']'.repeat(1000));
    for (const value of [long, { [long]: 1 }, deep, { a: deep }, Array.from({ length: 100_000 }, () => 1)]) {
      for (const shape of [texts, byName(text), listOf(text), count]) {
        expect(() => read(shape, value)).toThrow(/^.{1,300}$/s);
      }
    }
  });
});

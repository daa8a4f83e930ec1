import { describe, expect, it } from 'vitest';
import { encode } from '../../../src/values/index';
import { MAX_LINE_BYTES, parseLine } from '../../../src/wire/index';
import { placeFor } from './place';

class Model {
  name = 'm';
}

const deep = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 1);

describe('encode', () => {
  it.each<[string, unknown, string]>([
    ['an integer', 3, '3'],
    ['a fraction', 0.1, '0.1'],
    ['the smallest number', 5e-324, '5e-324'],
    ['a large number', 1e21, '1e+21'],
    ['minus zero', -0, '-0.0'],
    ['NaN', NaN, 'NaN'],
    ['Infinity', Infinity, 'Infinity'],
    ['-Infinity', -Infinity, '-Infinity'],
    ['a bigint', 2n ** 70n, '1180591620717411303424'],
    ['a string', 'NaN "quoted" \n line', '"NaN \\"quoted\\" \\n line"'],
    ['an empty text', '', '""'],
    ['half a surrogate pair', '\uD800', '"\\ud800"'],
    ['true', true, 'true'],
    ['null', null, 'null'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['no date', new Date(NaN), 'null'],
    ['a list', [1, 'a', null, [NaN]], '[1,"a",null,[NaN]]'],
    ['an empty list', [], '[]'],
    ['an object', { a: { b: 1, c: [-0] } }, '{"a":{"b":1,"c":[-0.0]}}'],
    ['an object without prototype', Object.assign(Object.create(null) as object, { a: 1 }), '{"a":1}'],
    ['an object with toJSON', { toJSON: () => ({ a: NaN }) }, '{"a":NaN}'],
    ['a class with toJSON', new URL('http://h/a'), '"http://h/a"'],
    ['a typed array', new Float32Array([0.5, NaN, -0]), '[0.5,NaN,-0.0]'],
    ['an empty typed array', new Uint8Array(), '[]'],
    ['a typed array of bigints', new BigInt64Array([1n, -(2n ** 60n)]), '[1,-1152921504606846976]'],
    ['a typed array of one element', new Float64Array([0.25]), '0.25'],
    [
      'the same object twice, side by side',
      (() => {
        const o = { a: 1 };
        return [o, o];
      })(),
      '[{"a":1},{"a":1}]',
    ],
    ['64 levels', deep(64), '['.repeat(64) + '1' + ']'.repeat(64)],
  ])('writes %s', (_kind, value, text) => {
    const place = placeFor();
    expect(encode(value, place)).toBe(text);
    expect(place.dropped).toEqual([]);
  });

  it('writes lists of any kind of hole as JSON does, with null', () => {
    const sparse: number[] = [];
    sparse[1] = 5;
    for (const list of [sparse, [1, undefined, 3], Array.from({ length: 2 }), new Array<number>(3)]) {
      const text = encode(list, placeFor());
      expect(parseLine(String(text))).toEqual(JSON.parse(JSON.stringify(list)));
    }
  });

  it('writes a list that has holes between its elements', () => {
    const sparse = [1];
    sparse[2] = 3;
    expect(encode(sparse, placeFor())).toBe('[1,null,3]');
  });

  it('writes at most 32 elements of a typed array as a list, more as a histogram of 32 bins', () => {
    const list = Float32Array.from({ length: 32 }, (_, i) => i);
    expect(parseLine(encode(list, placeFor()) as string)).toEqual([...list]);
    const histogram = parseLine(
      encode(
        Float32Array.from({ length: 33 }, (_, i) => i),
        placeFor(),
      ) as string,
    );
    expect(histogram).toMatchObject({ _type: 'histogram', values: [...Array.from({ length: 31 }, () => 1), 2] });
    const big = parseLine(
      encode(
        BigUint64Array.from({ length: 33 }, (_, i) => BigInt(i)),
        placeFor(),
      ) as string,
    );
    expect(big).toEqual(histogram);
  });

  it.each<[string, unknown, string]>([
    ['undefined', undefined, 'it is undefined'],
    ['a function', () => 1, 'it is a function: call it first'],
    ['a symbol', Symbol('s'), 'it is a symbol'],
    ['a class instance', new Model(), 'it is a Model: take its fields, { ...it }'],
    ['a Set', new Set([1]), 'it is a Set: take [...…] of it'],
    ['a Promise', Promise.resolve(1), 'it is a Promise: await it first'],
    ['a RegExp', /x/, 'it is a RegExp'],
    ['an ArrayBuffer', new ArrayBuffer(8), 'it is an ArrayBuffer'],
    ['a DataView', new DataView(new ArrayBuffer(8)), 'it is a DataView'],
  ])('drops %s as unsupported', (_kind, value, detail) => {
    const place = placeFor();
    expect(encode(value, place)).toBeUndefined();
    expect(place.dropped).toEqual([{ reason: 'unsupported-value', key: 'k', detail }]);
  });

  it('drops only what is wrong inside an object, and says under which key; in a list null keeps the place', () => {
    const place = placeFor();
    expect(encode({ good: 1, bad: () => 1, list: [1, Symbol('s'), 3] }, place)).toBe('{"good":1,"list":[1,null,3]}');
    expect(place.dropped.map(({ reason, key }) => [reason, key])).toEqual([
      ['unsupported-value', 'bad'],
      ['unsupported-value', 'list'],
    ]);
  });

  it('drops cycles and what has no end, and keeps the rest', () => {
    const cyclic: Record<string, unknown> = { a: 1 };
    cyclic['self'] = cyclic;
    const list: unknown[] = [1];
    list.push(list);
    const place = placeFor();
    expect(encode(cyclic, place)).toBe('{"a":1}');
    expect(encode(list, place)).toBe('[1,null]');
    expect(encode(deep(10_000), placeFor())).toMatch(/^\[+null\]+$/);
    const endless: { toJSON: () => unknown } = { toJSON: () => ({ toJSON: endless.toJSON }) };
    expect(encode(endless, place)).toBeUndefined();
    expect(place.dropped.map(({ reason, key }) => [reason, key])).toEqual([
      ['cyclic-value', 'self'],
      ['cyclic-value', 'k'],
      ['cyclic-value', 'k'],
    ]);
  });

  it('drops a value whose toJSON or getter throws, and does not throw into the training loop', () => {
    const place = placeFor();
    const broken = (): never => {
      throw new Error('broken');
    };
    expect(encode({ toJSON: broken }, place)).toBeUndefined();
    expect(
      encode(
        {
          get a() {
            return broken();
          },
          b: { toJSON: broken },
          c: 1,
        },
        place,
      ),
    ).toBe('{"c":1}');
    expect(place.dropped.map(({ reason, key, detail }) => [reason, key, detail])).toEqual(
      ['k', 'a', 'b'].map((key) => ['unsupported-value', key, 'broken']),
    );
  });

  it('drops a string that no line can hold, measured in bytes and not in characters', () => {
    const place = placeFor();
    expect(encode('é'.repeat(MAX_LINE_BYTES / 2), place)).toBeUndefined();
    expect(encode(['x'.repeat(MAX_LINE_BYTES)], place)).toBeUndefined();
    expect(place.dropped.map(({ reason, key }) => [reason, key])).toEqual([
      ['value-too-large', 'k'],
      ['value-too-large', 'k'],
    ]);
    expect(encode('x'.repeat(MAX_LINE_BYTES - 2), placeFor())).toHaveLength(MAX_LINE_BYTES);
  });

  it('keeps a key called __proto__', () => {
    expect(encode(JSON.parse('{"__proto__":{"a":1}}'), placeFor())).toBe('{"__proto__":{"a":1}}');
  });

  it('freezes the value as it is at the call', () => {
    const value = { list: [1] };
    const text = encode(value, placeFor());
    value.list.push(2);
    expect(text).toBe('{"list":[1]}');
  });
});

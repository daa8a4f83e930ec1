import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choiceOf } from '../../../../src/server/sweeps/distribution';
import { Parameters } from '../../../../src/server/sweeps/parameters';
import { randomFrom } from '../../../../src/server/sweeps/random';

const values = fc.array(fc.oneof(fc.integer(), fc.string(), fc.boolean()), { minLength: 1, maxLength: 4 });
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const draws = (spec: Record<string, unknown>, from: number, count = 100) => {
  const choice = choiceOf(spec);
  return Array.from({ length: count }, (_, place) => choice.draw(randomFrom(from, place)) as number);
};

describe('a grid', () => {
  test('visits each point once', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), values, { minKeys: 1, maxKeys: 4 }), (lists) => {
        const unique = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, [...new Set(list)]]));
        const parameters = new Parameters(
          Object.fromEntries(Object.entries(unique).map(([name, list]) => [name, { values: list }])),
        );
        const size = Object.values(unique).reduce((product, list) => product * list.length, 1);
        expect(parameters.gridSize).toBe(size);
        const points = Array.from({ length: size }, (_, place) =>
          JSON.stringify(Object.entries(parameters.gridPoint(place))),
        );
        expect(new Set(points).size).toBe(size);
        const entries = points.flatMap((point) => JSON.parse(point) as [string, { value: never }][]);
        expect(entries.filter(([name, { value }]) => !unique[name]!.includes(value))).toEqual([]);
      }),
    );
  });

  test('has lists of whole numbers and of multiples, and nests', () => {
    const parameters = new Parameters({
      n: { min: 1n, max: 3n },
      q: { distribution: 'q_uniform', min: 0, max: 0.3, q: 0.1 },
      outer: { parameters: { inner: { value: 'x' }, other: { parameters: { deep: { values: [1n, 2n] } } } } },
    });
    expect(parameters.gridSize).toBe(3 * 4 * 2);
    expect(parameters.gridPoint(23)).toEqual({
      n: { value: 3 },
      q: { value: 0.3 },
      outer: { value: { inner: 'x', other: { deep: 2 } } },
    });
    expect(new Parameters({ a: { value: 1n }, b: { parameters: { c: { min: 0.5, max: 1 } } } }).withoutGrid).toEqual([
      'b.c',
    ]);
  });
});

describe('chance', () => {
  test.each([
    'uniform',
    'q_uniform',
    'log_uniform_values',
    'inv_log_uniform_values',
    'q_log_uniform_values',
    'int_uniform',
  ])('%s stays within its bounds', (distribution) => {
    const whole = distribution === 'int_uniform';
    const bound = whole ? fc.integer({ min: -1000, max: 1000 }) : fc.double({ min: 0.001, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(bound, bound, seed, (a, b, from) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        const spec = { distribution, min, max, q: max > min ? (max - min) / 7 : max || 1 };
        fc.pre(distribution !== 'q_uniform' || Math.floor(max / spec.q) >= Math.ceil(min / spec.q));
        for (const x of draws(spec, from, 20)) {
          // A multiple is written with fifteen digits.
          expect(x).toBeGreaterThanOrEqual(min - Math.abs(min) * 1e-14);
          expect(x).toBeLessThanOrEqual(max + Math.abs(max) * 1e-14);
          if (whole) expect(x).toBe(Math.round(x));
        }
      }),
    );
  });

  test('spreads as its name says', () => {
    const mean = (xs: number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
    const many = (spec: Record<string, unknown>) => draws(spec, 7, 5000);
    expect(mean(many({ min: 0.0, max: 1.0, distribution: 'uniform' }))).toBeCloseTo(0.5, 1);
    expect(mean(many({ mu: 3n, sigma: 0.5 }))).toBeCloseTo(3, 1);
    expect(mean(many({ distribution: 'log_normal', mu: 0, sigma: 0.5 }).map(Math.log))).toBeCloseTo(0, 1);
    expect(mean(many({ distribution: 'beta', a: 2, b: 6 }))).toBeCloseTo(0.25, 1);
    expect(mean(many({ distribution: 'beta', a: 0.5, b: 0.5 }))).toBeCloseTo(0.5, 1);
    expect(mean(many({ distribution: 'log_uniform', min: -4, max: 0 }).map(Math.log))).toBeCloseTo(-2, 0);
    expect(mean(many({ distribution: 'inv_log_uniform', min: -4, max: 0 }).map(Math.log))).toBeCloseTo(2, 0);
    expect(mean(many({ distribution: 'log_uniform_values', min: 0.01, max: 1 }).map(Math.log10))).toBeCloseTo(-1, 1);
    const weighted = many({ values: [0n, 1n], probabilities: [1, 3] }).map(Number);
    expect(mean(weighted)).toBeCloseTo(0.75, 1);
    for (const x of many({ distribution: 'q_normal', mu: 0, sigma: 2, q: 0.5 })) expect(x * 2).toBe(Math.round(x * 2));
  });

  test('gives the same place the same point, and other places others', () => {
    const parameters = new Parameters({ a: { min: 0.1, max: 1.5 }, b: { values: [1n, 2n, 3n] } });
    fc.assert(
      fc.property(seed, fc.nat(1000), (from, place) => {
        expect(parameters.randomPoint(from, place)).toEqual(parameters.randomPoint(from, place));
        expect(parameters.randomPoint(from, place)['a']).not.toEqual(parameters.randomPoint(from, place + 1)['a']);
      }),
    );
  });
});

test.each<[string, Record<string, unknown>]>([
  ['needs a "value"', {}],
  ['list of "values"', { values: [] }],
  ['needs a "value", "values"', { min: 1n }],
  ['not above', { min: 2n, max: 1n }],
  ['whole numbers', { distribution: 'int_uniform', min: 0.5, max: 2 }],
  ['"q" above 0', { distribution: 'q_uniform', min: 1, max: 2, q: 0 }],
  ['nothing to choose from', { distribution: 'q_uniform', min: 1.1, max: 1.9, q: 1 }],
  ['"min" above 0', { distribution: 'log_uniform_values', min: 0, max: 1 }],
  ['as many "probabilities"', { values: [1n, 2n], probabilities: [1] }],
  ['"sigma" above 0', { distribution: 'normal', sigma: -1 }],
  ['"toString", which is not known', { distribution: 'toString', min: 0, max: 1 }],
  ['["uniform"], which is not known', { distribution: ['uniform'], min: 0, max: 1 }],
  ['number as "min"', { min: 'a', max: 1 }],
])('what is wrong is said: %s', (fault, spec) => {
  expect(() => new Parameters({ lr: spec })).toThrow(fault);
  expect(() => new Parameters({ lr: spec })).toThrow('the parameter lr');
});

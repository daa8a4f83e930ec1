import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seriesOf } from '../../../../src/server/reading/series';
import { BLOCK_LINES, type Column } from '../../../../src/server/store/port/store';
import { Block } from '../../../../src/server/store/sqlite/block';

const columnOf = (pairs: [line: number, value: number][]): Column => ({
  lines: Float64Array.from(pairs, ([line]) => line),
  values: Float64Array.from(pairs, ([, value]) => value),
});

const column = fc
  .dictionary(
    fc.nat(60).map(String),
    fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constantFrom(NaN, Infinity, -Infinity)),
    {
      maxKeys: 60,
    },
  )
  .map((values) => columnOf(Object.entries(values).map(([line, value]) => [Number(line), value])));

/** The same in the plainest way. */
function pairsOf(x: Column, y: Column): { x: number; y: number; line: number }[] {
  const xs = new Map(Array.from(x.lines, (line, index) => [line, x.values[index]!]));
  return Array.from(y.lines, (line, index) => ({ x: xs.get(line) ?? NaN, y: y.values[index]!, line }))
    .filter((pair) => Number.isFinite(pair.x))
    .sort((a, b) => a.x - b.x || a.line - b.line);
}

test('x and y are joined by line and sorted by x', () => {
  fc.assert(
    fc.property(column, column, (x, y) => {
      const wanted = pairsOf(x, y);
      const series = seriesOf('k', x, y, 1000);
      expect(series).toEqual({
        key: 'k',
        x: wanted.map((pair) => pair.x),
        y: wanted.map((pair) => pair.y),
        count: wanted.length,
        last: wanted.toSorted((a, b) => a.line - b.line).at(-1)?.y ?? null,
      });
    }),
  );
});

test('over a metric x and y stay in the order in which they were logged', () => {
  const x = columnOf([1, 2, 3, 2, 1, 2].map((epoch, line) => [line, epoch]));
  const y = columnOf([9, 8, 7, 6, 5, 4].map((loss, line) => [line, loss]));
  expect(seriesOf('k', x, y, 100, 'logged')).toEqual({
    key: 'k',
    x: [1, 2, 3, 2, 1, 2],
    y: [9, 8, 7, 6, 5, 4],
    count: 6,
    last: 4,
  });
});

test.each(['x', 'logged'] as const)(
  'reduced, in order of %s, a series keeps extremes, ends and NaN, is a part of the whole, and is in order',
  (order) => {
    fc.assert(
      fc.property(column, column, fc.integer({ min: 2, max: 20 }), (x, y, points) => {
        const whole = pairsOf(x, y);
        if (order === 'logged') whole.sort((a, b) => a.line - b.line);
        const series = seriesOf('k', x, y, points, order);
        const kept = series.x.map((value, index) => `${value} ${series.y[index]}`);
        const all = whole.map((pair) => `${pair.x} ${pair.y}`);
        expect(series.count).toBe(whole.length);
        let place = -1;
        for (const pair of kept) {
          place = all.indexOf(pair, place + 1);
          expect(place).not.toBe(-1);
        }
        const finite = (values: number[]) => values.filter((value) => !Number.isNaN(value));
        const ys = whole.map((pair) => pair.y);
        expect(Math.max(...finite(series.y))).toBe(Math.max(...finite(ys)));
        expect(Math.min(...finite(series.y))).toBe(Math.min(...finite(ys)));
        expect(series.y.some(Number.isNaN)).toBe(ys.some(Number.isNaN));
        expect([kept[0], kept.at(-1)]).toEqual([all[0], all.at(-1)]);
        // x turns where it was largest and smallest.
        const xs = whole.map((pair) => pair.x);
        expect([Math.min(...series.x), Math.max(...series.x)]).toEqual([Math.min(...xs), Math.max(...xs)]);
        expect(series.last).toEqual(whole.toSorted((a, b) => a.line - b.line).at(-1)?.y ?? null);
      }),
    );
  },
);

test('a reduced series is about as long as was asked for', () => {
  const size = 10_000;
  const y = columnOf(Array.from({ length: size }, (_, line) => [line, Math.sin(line)]));
  const x = columnOf(Array.from({ length: size }, (_, line) => [line, line % 100]));
  expect(seriesOf('k', null, y, 500).x.length).toBeLessThanOrEqual(500);
  expect(seriesOf('k', x, y, 500).x.length).toBeLessThanOrEqual(500);
  expect(seriesOf('k', x, y, 500, 'logged').x.length).toBeLessThanOrEqual(500);
});

test('one spike among a million points survives', () => {
  const size = 1_000_000;
  const y: Column = { lines: Float64Array.from({ length: size }, (_, line) => line), values: new Float64Array(size) };
  y.values[777_777] = 9;
  const series = seriesOf('k', null, y, 1000);
  expect(series.x.length).toBeLessThanOrEqual(1000);
  expect(series.x[series.y.indexOf(9)]).toBe(777_777);
});

test('a block gives back what was put in, whatever the order', () => {
  const operations = fc.array(fc.tuple(fc.nat(BLOCK_LINES - 1), fc.option(fc.double(), { nil: undefined })));
  fc.assert(
    fc.property(operations, (steps) => {
      let block = new Block();
      const model = new Map<number, number>();
      for (const [place, value] of steps) {
        if (value === undefined) {
          block.delete(place);
          model.delete(place);
        } else {
          block.set(place, value);
          model.set(place, value);
        }
        block = Block.decode(block.encode(true), true);
      }
      expect(block.count).toBe(model.size);
      const places = [...model.keys()].sort((a, b) => a - b);
      const wanted = new Block();
      for (const place of places) wanted.set(place, model.get(place)!);
      expect(block.encode(true)).toEqual(wanted.encode(true));
      expect(block.encode(true).byteLength).toBe(model.size * 10);
    }),
    { numRuns: 50 },
  );
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seriesOf } from '../../../src/server/series';
import { Block, BLOCK_LINES } from '../../../src/server/store/block';
import type { Column } from '../../../src/server/store/store';

const columnOf = (pairs: [line: number, value: number][]): Column => ({
  lines: Float64Array.from(pairs, ([line]) => line),
  values: Float64Array.from(pairs, ([, value]) => value),
});

const column = fc
  .dictionary(fc.nat(60).map(String), fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constantFrom(NaN, Infinity, -Infinity)), {
    maxKeys: 60,
  })
  .map((values) => columnOf(Object.entries(values).map(([line, value]) => [Number(line), value])));

/** The same in the plainest way. */
function pairsOf(x: Column, y: Column): { x: number; y: number }[] {
  const xs = new Map(Array.from(x.lines, (line, index) => [line, x.values[index]!]));
  return Array.from(y.lines, (line, index) => ({ x: xs.get(line) ?? NaN, y: y.values[index]!, line }))
    .filter((pair) => Number.isFinite(pair.x))
    .sort((a, b) => a.x - b.x || a.line - b.line)
    .map(({ x, y }) => ({ x, y }));
}

test('x and y are joined by line and sorted by x', () => {
  fc.assert(
    fc.property(column, column, (x, y) => {
      const wanted = pairsOf(x, y);
      const series = seriesOf('k', x, y, 1000);
      expect(series).toEqual({ key: 'k', x: wanted.map((pair) => pair.x), y: wanted.map((pair) => pair.y), count: wanted.length });
    }),
  );
});

test('a reduced series keeps extremes and NaN, is a part of the whole, and is in order', () => {
  fc.assert(
    fc.property(column, column, fc.integer({ min: 2, max: 20 }), (x, y, points) => {
      const whole = pairsOf(x, y);
      const series = seriesOf('k', x, y, points);
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
      // A smallest, a largest and a NaN of each bucket.
      if (whole.length > points) expect(kept.length).toBeLessThanOrEqual(3 * Math.floor(points / 2));
    }),
  );
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

import { describe, expect, it } from 'vitest';
import { ascending, orderRows, spread, type Spot } from '../../../../../src/dashboard/media/graph/spread';

/** Spots of rows, linked by pairs. */
function spotsOf(rows: number[], links: [number, number][]): Spot[] {
  const spots = rows.map((row): Spot => ({ row, width: 100, above: [], below: [] }));
  for (const [from, to] of links) {
    spots[from]!.below.push(to);
    spots[to]!.above.push(from);
  }
  return spots;
}

it('orders the spots of a row as those that they are linked to', () => {
  const crossed = spotsOf(
    [0, 0, 0, 1, 1, 1],
    [
      [0, 5],
      [1, 4],
      [2, 3],
    ],
  );
  expect(orderRows(crossed)[1]).toEqual([5, 4, 3]);
  expect(orderRows([])).toEqual([]);
});

describe('spread', () => {
  it('keeps neighbours apart', () => {
    const spots = spotsOf(
      [0, 1, 1, 1],
      [
        [0, 1],
        [0, 2],
        [0, 3],
      ],
    );
    const middle = spread(spots, orderRows(spots));
    expect(middle.slice(1)).toEqual(Float64Array.of(-122, 0, 122));
    expect(middle[0]).toBe(0);
  });

  it('draws a chain straight', () => {
    const spots = spotsOf(
      [0, 1, 2, 2, 3],
      [
        [0, 1],
        [1, 2],
        [2, 4],
      ],
    );
    const middle = spread(spots, orderRows(spots));
    expect(new Set([middle[0], middle[1], middle[2], middle[4]]).size).toBe(1);
  });
});

it.each([
  [
    [1, 2, 3],
    [1, 2, 3],
  ],
  [
    [3, 1],
    [2, 2],
  ],
  [
    [0, 5, 1, 9],
    [0, 3, 3, 9],
  ],
  [
    [4, 2, 0],
    [2, 2, 2],
  ],
  [[], []],
])('the ascending numbers that are nearest to %j are %j', (wanted, found) => expect(ascending(wanted)).toEqual(found));

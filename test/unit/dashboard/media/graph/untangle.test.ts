import { expect, it } from 'vitest';
import { untangle } from '../../../../../src/dashboard/media/graph/untangle';

it('measures the links by the rows that they cross', () => {
  expect(
    untangle(3, [
      [0, 1],
      [1, 2],
      [0, 2],
    ]),
  ).toEqual({
    turned: [false, false, false],
    rows: Uint32Array.of(0, 1, 2),
    length: 4,
  });
  expect(
    untangle(3, [
      [2, 1],
      [1, 0],
    ]),
  ).toMatchObject({ turned: [false, false], length: 2 });
  expect(untangle(0, [])).toMatchObject({ turned: [], length: 0 });
});

it('turns what leads back', () => {
  expect(
    untangle(3, [
      [0, 1],
      [1, 2],
      [2, 0],
    ]),
  ).toMatchObject({ turned: [false, false, true], length: 4 });
  expect(untangle(1, [[0, 0]])).toMatchObject({ turned: [true], length: 0 });
  // Two circles through one node, entered from the middle.
  const { turned } = untangle(4, [
    [1, 0],
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 1],
  ]);
  expect(turned).toEqual([true, false, false, false, true]);
});

it('goes down a chain of any length', () => {
  const count = 100_000;
  const links = Array.from({ length: count - 1 }, (_, i): [number, number] => [i, i + 1]);
  expect(untangle(count, links).length).toBe(count - 1);
});

import { describe, expect, it } from 'vitest';
import { footOf, ridgeAt, ridgeLine, ridgesShown } from '../../../../../src/dashboard/media/histogram/ridge';

describe('ridges', () => {
  it('stand one before the other, the last at the bottom', () => {
    const feet = [0, 1, 2, 3].map((index) => footOf(index, 4));
    expect(feet).toEqual([...feet].sort((a, b) => a - b));
    expect(feet.at(-1)).toBe(1);
    expect(footOf(0, 1)).toBe(1);
  });

  it('are found by a point a little above their foot', () => {
    for (const count of [1, 2, 7, 24])
      for (let index = 0; index < count; index++)
        expect(ridgeAt(Math.min(1, footOf(index, count) - 0.07), count), `${index} of ${count}`).toBe(index);
    expect(ridgeAt(0, 5)).toBe(0);
  });

  it('are so many at most, evenly chosen, with the first, the last and the chosen one', () => {
    expect(ridgesShown(5, 2, 24)).toEqual([0, 1, 2, 3, 4]);
    const some = ridgesShown(1000, 501, 24);
    expect(some.length).toBeLessThanOrEqual(25);
    expect(some).toEqual(expect.arrayContaining([0, 501, 999]));
    expect(some).toEqual([...new Set(some)].sort((a, b) => a - b));
    expect(ridgesShown(1, 0, 24)).toEqual([0]);
    expect(ridgesShown(0, -1, 24)).toEqual([]);
  });
});

it('a line begins and ends on the ground, and between them is as high as the values are dense', () => {
  const line = ridgeLine({ counts: [1, 4, 0], edges: [0, 1, 3, 4] });
  expect(line.map(([value]) => value)).toEqual([0, 0.5, 2, 3.5, 4]);
  const heights = line.map(([, height]) => height);
  // One value on a width of 1, four on a width of 2.
  expect(heights[1]! / heights[2]!).toBeCloseTo(0.5);
  expect([heights[0], heights[3], heights[4]]).toEqual([0, 0, 0]);
});

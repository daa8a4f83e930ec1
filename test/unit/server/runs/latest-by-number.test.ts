import { describe, expect, it } from 'vitest';
import { LatestByNumber } from '../../../../src/server/runs/latest-by-number';

describe('Gathered', () => {
  it('keeps the last of each number, in order', () => {
    const gathered = new LatestByNumber<{ number: number; text: string }>(10);
    expect(gathered.isEmpty).toBe(true);
    gathered.add([
      { number: 3, text: 'a' },
      { number: 1, text: 'b' },
    ]);
    gathered.add([{ number: 3, text: 'c' }]);
    expect(gathered.sorted()).toEqual([
      { number: 1, text: 'b' },
      { number: 3, text: 'c' },
    ]);
    expect(gathered.isEmpty).toBe(false);
  });

  it('lets go of too many, but knows where they begin', () => {
    const gathered = new LatestByNumber<{ number: number }>(2);
    gathered.add([{ number: 5 }, { number: 6 }, { number: 7 }]);
    gathered.add([{ number: 2 }]);
    expect(gathered).toMatchObject({ first: 2, isEmpty: false });
    expect(gathered.sorted()).toEqual([]);
  });
});

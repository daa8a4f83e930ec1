import { describe, expect, it } from 'vitest';
import { encode, Histogram } from '../../../src/values/index';
import { isSpoorError, MAX_BINS, parseLine } from '../../../src/wire/index';
import { placeFor } from './place';

const written = (histogram: Histogram) => parseLine(encode(histogram, placeFor()) as string);

describe('Histogram', () => {
  it('has 64 bins, or as many as asked for', () => {
    expect(written(new Histogram([0, 1]))).toMatchObject({
      _type: 'histogram',
      values: expect.toSatisfy((v: number[]) => v.length === 64) as number[],
    });
    expect(written(new Histogram(new Float32Array([0, 1]), { bins: 2 }))).toEqual({
      _type: 'histogram',
      values: [1, 1],
      bins: [0, 0.5, 1],
    });
    expect(written(new Histogram([0], { bins: MAX_BINS }))).toMatchObject({ _type: 'histogram' });
  });

  it('takes counts and edges made elsewhere, and copies them', () => {
    const counts = new Int32Array([1, 0, 2]);
    const edges = [1, 1.5, 2, 3];
    const histogram = new Histogram({ counts, edges });
    counts[0] = 9;
    edges[0] = 9;
    expect(written(histogram)).toEqual({ _type: 'histogram', values: [1, 0, 2], bins: [1, 1.5, 2, 3] });
  });

  it('is frozen when it is made', () => {
    const values = [0, 1];
    const histogram = new Histogram(values, { bins: 1 });
    values.push(2);
    expect(written(histogram)).toEqual({ _type: 'histogram', values: [2], bins: [0, 1] });
  });

  it.each([0, -1, 513, 1.5, NaN, '64' as unknown as number])('refuses %s bins', (bins) => {
    expect(code(() => new Histogram([1], { bins }))).toBe('bad-option');
  });

  it.each(['abc', 7, undefined, null, {}, () => 1])('refuses to be made of %s', (values) => {
    expect(code(() => new Histogram(values as unknown as number[]))).toBe('bad-option');
  });

  it('refuses an option that there is not', () => {
    expect(code(() => new Histogram([1], { bin: 3 } as object))).toBe('bad-option');
  });

  it.each([
    { counts: undefined as unknown as [], edges: [0] },
    { counts: [1], edges: 7 as unknown as [] },
    { counts: [], edges: [0] },
    { counts: [1], edges: [0] },
    { counts: [1], edges: [0, 1, 2] },
    { counts: Array.from({ length: 513 }, () => 1), edges: Array.from({ length: 514 }, (_, i) => i) },
  ])('refuses counts and edges that do not fit', ({ counts, edges }) => {
    expect(code(() => new Histogram({ counts, edges }))).toBe('bad-option');
  });

  it('never writes null where a number belongs', () => {
    const refused = code(() => new Histogram({ counts: [NaN], edges: [0, Infinity] }));
    const text = refused === 'bad-option' ? '' : String(encode(new Histogram({ counts: [NaN], edges: [0, Infinity] }), placeFor()));
    expect(text).not.toContain('null');
  });
});

function code(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    return isSpoorError(error) ? error.code : String(error);
  }
  return undefined;
}

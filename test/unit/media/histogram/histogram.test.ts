import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { Histogram } from '../../../../src/media/histogram/histogram';
import { finishLines } from '../../../../src/engine/finish-lines';
import { mediaIn, textOf } from '../../../../src/link/pending-row';
import { transferablesOf } from '../../../../src/thread/draft';
import { encode, readback, type Pending } from '../../../../src/values/index';
import { isSpoorError, MAX_BINS, parseLine } from '../../../../src/wire/index';
import { placeFor, settled } from '../../values/place';

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

  it.each([
    [['a', 'b'], 'value 0 is "a"'],
    [[1, undefined], 'value 1 is undefined'],
    [Object.assign([1, 2, 3], { length: 5 }), 'value 3 is undefined'],
    [[[1, 2], [3]], 'value 0 is an array'],
    [[true], 'value 0 is true'],
    [[1, Promise.resolve(2)], 'value 1 is a Promise: await it first'],
    [{ length: 3 }, 'value 0 is undefined'],
  ])('refuses %j, of which it would count nothing', (values, sentence) => {
    expect(() => new Histogram(values as number[])).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(sentence) }),
    );
  });

  it('counts bigints', () => {
    const expected = { _type: 'histogram', values: [1, 2], bins: [0, 1, 2] };
    expect(written(new Histogram(new BigInt64Array([0n, 1n, 2n]) as never, { bins: 2 }))).toEqual(expected);
    expect(written(new Histogram([0n, 1n, 2n] as never, { bins: 2 }))).toEqual(expected);
  });

  it.each([
    ['nothing', () => new Histogram([])],
    ['NaN', () => new Histogram([NaN, Infinity])],
    ['a detached array', () => new Histogram(detached())],
    ['a Float32Array of NaN', () => new Histogram(new Float32Array(100).fill(NaN))],
    ['a long list of NaN without Histogram', () => new Float32Array(100).fill(NaN)],
  ])('of %s is dropped, not zeros', (_what, make) => {
    const place = placeFor();
    expect(encode(make(), place)).toBeUndefined();
    expect(place.dropped).toMatchObject([
      { reason: 'unsupported-value', detail: expect.stringContaining('finite number') },
    ]);
  });

  it('of a tensor of NaN is dropped, and so is the tensor itself', async () => {
    const tensor = tf.ones([100]).mul(NaN);
    for (const value of [new Histogram(tensor), tensor]) {
      const place = placeFor();
      const fragment = encode(value, place);
      readback.hurry();
      expect(await settled(fragment)).toBeNull();
      expect(place.dropped).toMatchObject([{ reason: 'unsupported-value' }]);
    }
    tensor.dispose();
  });

  it('refuses edges that do not ascend', () => {
    expect(code(() => new Histogram({ counts: [1, 2], edges: [0, 2, 1] }))).toBe('bad-option');
    expect(code(() => new Histogram({ counts: [1, 2], edges: [0, 1, 1] }))).toBe('bad-option');
  });

  it('takes given edges, of any width, and copies them', () => {
    const edges = Float64Array.of(0, 0.5, 0.9, 1);
    const histogram = new Histogram([0, 0.4, 0.5, 0.95, 1, 1.5, NaN], { edges });
    edges[0] = 9;
    expect(written(histogram)).toEqual({
      _type: 'histogram',
      values: [2, 1, 2],
      bins: [0, 0.5, 0.9, 1],
      leftOut: { nan: 1, outside: 1 },
    });
  });

  it.each([
    7,
    'ab',
    [0],
    [1, 1],
    [0, NaN],
    [0, Infinity],
    [2, 1],
    Array.from({ length: 514 }, (_, i) => i),
    ['0', '1'],
  ])('refuses %j as edges', (edges) => {
    expect(code(() => new Histogram([1], { edges: edges as number[] }))).toBe('bad-option');
  });

  it('refuses edges beside bins, and beside counts', () => {
    expect(code(() => new Histogram([1], { bins: 1, edges: [0, 1] }))).toBe('bad-option');
    expect(code(() => new Histogram({ counts: [1], edges: [0, 1] }, { edges: [0, 1] }))).toBe('bad-option');
  });

  it('counts NaN and infinities as clipped-media, in a tensor and an array without Histogram too', async () => {
    const values = Float32Array.from({ length: 100 }, (_, i) => (i < 3 ? NaN : i === 3 ? -Infinity : i));
    const tensor = tf.tensor1d(values);
    for (const value of [new Histogram(values), new Histogram(tensor), values, tensor]) {
      const place = placeFor();
      const fragment = encode(value, place);
      readback.hurry();
      expect(parseLine((await settled(fragment)) as string)).toMatchObject({ leftOut: { nan: 3, infinite: 1 } });
      expect(place.dropped).toEqual([
        { reason: 'clipped-media', key: 'k', detail: expect.stringContaining('left out 3 NaN and 1 infinite') },
      ]);
    }
    tensor.dispose();
  });

  it('leaves the counting of a large array to the worker, as it was when it was made', async () => {
    const values = Float64Array.from({ length: 1_200_000 }, (_, i) => i);
    const histogram = new Histogram(values, { bins: 3 });
    values.fill(0);
    const fragment = encode(histogram, placeFor()) as Pending;
    const draft = await fragment.settled;
    const expected = {
      _type: 'histogram',
      values: [400_000, 400_000, 400_000],
      bins: [0, 399_999.6666666667, 799_999.3333333334, 1_199_999],
    };
    const { lines } = await finishLines([draft!], () => undefined);
    expect(parseLine(lines[0]!)).toEqual(expected);
    // What its page says when it goes away before and after that.
    expect(parseLine(fragment.now()!)).toEqual(expected);
    structuredClone(draft, { transfer: transferablesOf(draft) as ArrayBuffer[] });
    expect(parseLine(textOf(draft!))).toEqual(expected);
    expect(mediaIn(draft!)).toBe(0);
  });

  it('of a large array of NaN is dropped by the worker', async () => {
    const draft = await (encode(new Histogram(new Float32Array(70_000).fill(NaN)), placeFor()) as Pending).settled;
    const dropped: string[][] = [];
    const { lines } = await finishLines([draft!], (...drop) => dropped.push(drop));
    expect(lines).toEqual(['null']);
    expect(dropped).toEqual([['unsupported-value', expect.stringContaining('the histogram of "k": ')]]);
    expect(textOf(draft!)).toBe('null');
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
    const text =
      refused === 'bad-option'
        ? ''
        : String(encode(new Histogram({ counts: [NaN], edges: [0, Infinity] }), placeFor()));
    expect(text).not.toContain('null');
  });
});

/** Its bytes have gone to a worker, say. */
function detached(): Float32Array {
  const array = Float32Array.of(1, 2);
  structuredClone(array.buffer, { transfer: [array.buffer] });
  return array;
}

function code(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    return isSpoorError(error) ? error.code : String(error);
  }
  return undefined;
}

import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, afterEach, describe, expect, it, vi } from 'vitest';
import { Histogram } from '../../../src/media/histogram/histogram';
import { encode, isPending, readback, type Pending } from '../../../src/values/index';
import { parseLine } from '../../../src/wire/index';
import { placeFor, settled } from './place';

let before = 0;

beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => void (before = tf.memory().numTensors));
// Whatever a test does: Spoor's own tensors are gone at its end, and nobody else's.
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  expect(tf.memory().numTensors).toBe(before);
});

/** Logs a value as a row would, and waits for it. */
async function logged(value: unknown, place = placeFor()): Promise<unknown> {
  const fragment = encode(value, place);
  readback.hurry();
  const text = await settled(fragment);
  return text === null || text === undefined ? text : parseLine(text as string);
}

describe('a tensor in a row', () => {
  it.each<[string, () => tf.Tensor, unknown]>([
    ['a float32 scalar', () => tf.scalar(0.5), 0.5],
    ['an int32 scalar', () => tf.scalar(-7, 'int32'), -7],
    ['a bool scalar', () => tf.scalar(true), true],
    ['NaN', () => tf.scalar(NaN), NaN],
    ['-Infinity', () => tf.scalar(-Infinity), -Infinity],
    ['one element of rank 2', () => tf.tensor2d([[3]]), 3],
    ['an empty tensor', () => tf.tensor1d([]), []],
    ['32 elements', () => tf.range(0, 32), Array.from({ length: 32 }, (_, i) => i)],
    ['bools', () => tf.tensor1d([true, false], 'bool'), [true, false]],
    [
      '33 elements',
      () => tf.range(0, 33),
      {
        _type: 'histogram',
        values: [...Array.from({ length: 31 }, () => 1), 2],
        bins: Array.from({ length: 33 }, (_, i) => i),
      },
    ],
  ])('of %s', async (_kind, make, value) => {
    const tensor = make();
    expect(await logged(tensor)).toEqual(value);
    expect(tensor.isDisposed).toBe(false);
    tensor.dispose();
  });

  it('reads scalars of several dtypes together and gives each its own value', async () => {
    const tensors = [
      tf.scalar(0.5),
      tf.scalar(2, 'int32'),
      tf.scalar(false),
      tf.scalar(1.5),
      tf.scalar(3, 'int32'),
      tf.tensor1d([7, 8]),
    ];
    const fragments = tensors.map((tensor) => encode(tensor, placeFor()));
    readback.hurry();
    expect(await Promise.all(fragments.map(settled))).toEqual(['0.5', '2', 'false', '1.5', '3', '[7,8]']);
    tf.dispose(tensors);
  });

  it('reads more scalars than one read takes, each once and in its place', async () => {
    const fragments = Array.from({ length: 200 }, (_, i) => {
      const tensor = tf.scalar(i);
      const fragment = encode(tensor, placeFor());
      tensor.dispose();
      return fragment;
    });
    readback.hurry();
    expect(await Promise.all(fragments.map(settled))).toEqual(Array.from({ length: 200 }, (_, i) => String(i)));
  });

  it('may be disposed right after log()', async () => {
    const tensor = tf.scalar(0.25);
    const fragment = encode(tensor, placeFor());
    tensor.dispose();
    readback.hurry();
    expect(await settled(fragment)).toBe('0.25');
  });

  it('keeps the value of a variable that is assigned right after', async () => {
    const one = tf.scalar(1);
    const variable = tf.variable(one);
    const fragment = encode(variable, placeFor());
    const two = tf.scalar(2);
    variable.assign(two);
    readback.hurry();
    expect(await settled(fragment)).toBe('1');
    tf.dispose([variable, one, two]);
  });

  it('is read after the end of the tidy that it was made in', async () => {
    let fragment: ReturnType<typeof encode>;
    tf.tidy(() => void (fragment = encode(tf.scalar(3).mul(2), placeFor())));
    readback.hurry();
    expect(await settled(fragment)).toBe('6');
  });

  it('keeps the stack of many scalars, too, when the read begins inside of a tidy', async () => {
    let fragments: ReturnType<typeof encode>[] = [];
    tf.tidy(() => void (fragments = Array.from({ length: 64 }, (_, i) => encode(tf.scalar(i), placeFor()))));
    // 64 references of our own and the stack that is being read: WebGPU looks it up again when the copy is there.
    expect(tf.memory().numTensors).toBe(before + 65);
    expect(await Promise.all(fragments.map(settled))).toEqual(Array.from({ length: 64 }, (_, i) => String(i)));
  });

  it('does not disturb a gradient that is being taken', async () => {
    const fragments: ReturnType<typeof encode>[] = [];
    const x = tf.scalar(3);
    const gradient = tf.grad((value: tf.Tensor) => {
      const square = value.square();
      fragments.push(encode(square, placeFor()));
      return square;
    })(x);
    readback.hurry();
    expect(gradient.dataSync()[0]).toBe(6);
    expect(await settled(fragments[0])).toBe('9');
    tf.dispose([x, gradient]);
  });

  it('is dropped when it was disposed before', () => {
    const tensor = tf.scalar(1);
    tensor.dispose();
    const place = placeFor();
    expect(encode(tensor, place)).toBeUndefined();
    expect(place.dropped).toEqual([
      { reason: 'unreadable-tensor', key: 'k', detail: 'the tensor was disposed before it was logged' },
    ]);
  });

  it('is dropped when its kind has no numbers', () => {
    const place = placeFor();
    const [text, complex] = [tf.scalar('a'), tf.complex(1, 2)];
    expect(encode(text, place)).toBeUndefined();
    expect(encode(complex, place)).toBeUndefined();
    expect(place.dropped.map(({ reason }) => reason)).toEqual(['unsupported-value', 'unsupported-value']);
    tf.dispose([text, complex]);
  });

  it('takes its place inside objects and lists', async () => {
    const [a, b] = [tf.scalar(1), tf.tensor1d([2, 3])];
    expect(await logged({ a, nested: { list: [b, 'x'] }, c: NaN })).toEqual({
      a: 1,
      nested: { list: [[2, 3], 'x'] },
      c: NaN,
    });
    tf.dispose([a, b]);
  });

  it('can be had at once for the last words, before and after it has been read', async () => {
    const tensor = tf.scalar(0.5);
    const fragment = encode(tensor, placeFor());
    tensor.dispose();
    expect(fragment !== undefined && isPending(fragment)).toBe(true);
    const pending = fragment as Pending;
    expect(pending.now()).toBe('0.5');
    readback.hurry();
    await pending.settled;
    // Another value of the same row may still be coming when the page goes away.
    expect(pending.now()).toBe('0.5');
  });

  it('costs the last words only itself when its backend is gone', async () => {
    const tensor = tf.scalar(1);
    const fragment = encode({ tensor, other: 2 }, placeFor()) as Pending;
    vi.spyOn(tf.Tensor.prototype, 'dataSync').mockImplementation(() => {
      throw new Error('the context is lost');
    });
    expect(fragment.now()).toBe('{"tensor":null,"other":2}');
    readback.hurry();
    await fragment.settled;
    tensor.dispose();
  });

  it('of a Histogram is read without stalling and counted', async () => {
    const tensor = tf.tensor1d([0, 1, 2, NaN]);
    expect(await logged(new Histogram(tensor, { bins: 2 }))).toEqual({
      _type: 'histogram',
      values: [1, 2],
      bins: [0, 1, 2],
      leftOut: { nan: 1 },
    });
    tensor.dispose();
    const place = placeFor();
    expect(await logged(new Histogram(tensor), place)).toBeUndefined();
    expect(place.dropped).toEqual([
      {
        reason: 'unreadable-media',
        key: 'k',
        detail: 'unreadable-tensor: the tensor was disposed before it was logged',
      },
    ]);
  });
});

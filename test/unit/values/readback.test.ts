import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encode, readback, type Pending } from '../../../src/values/index';
import { placeFor } from './place';
import { useSlowBackend, type SlowBackend } from './slow-backend';

const MINUTE = 60_000;

let backend: SlowBackend;
let remove: () => Promise<void>;
let before: number;
beforeEach(async () => {
  ({ backend, remove } = await useSlowBackend());
  before = tf.memory().numTensors;
  vi.useFakeTimers();
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  // Whatever a test does: Spoor's own tensors are gone at its end, also those that were given up.
  expect(tf.memory().numTensors).toBe(before);
  expect(readback.count).toBe(0);
  await remove();
});

/** Logs a number in a tensor, asks the backend for it, and says what has become of it. */
function log(value: number) {
  const place = placeFor();
  const tensor = tf.scalar(value);
  const fragment = encode(tensor, place) as Pending;
  tensor.dispose();
  readback.hurry();
  const state = { text: undefined as unknown, dropped: place.dropped };
  void fragment.settled.then((text) => (state.text = text));
  return state;
}

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('a GPU that is busy', () => {
  it('may take as long as it does', async () => {
    const value = log(5);
    await wait(60 * MINUTE);
    expect(value).toEqual({ text: undefined, dropped: [] });
    expect(readback.count).toBe(1);
    backend.answer();
    await wait(0);
    expect(value).toEqual({ text: '5', dropped: [] });
  });

  it('may take as long while later values wait, too, and answers all in order', async () => {
    const values = [1, 2, 3, 4, 5].map(log);
    await wait(10 * MINUTE);
    expect(readback.count).toBe(5);
    for (const [i, value] of values.entries()) {
      backend.answer();
      await wait(MINUTE);
      expect(value).toEqual({ text: String(i + 1), dropped: [] });
    }
  });

  it('is not taken for one that has forgotten a value when another comes out of main memory', async () => {
    const value = log(5);
    await wait(MINUTE);
    backend.isNear = true;
    const near = log(6);
    await wait(0);
    expect(near.text).toBe('6');
    await wait(10 * MINUTE);
    expect(value).toEqual({ text: undefined, dropped: [] });
    backend.answer();
    await wait(0);
    expect(value.text).toBe('5');
  });

  it('is not judged by what another backend answers', async () => {
    const value = log(5);
    const other = await useSlowBackend();
    const elsewhere = log(6);
    await wait(1);
    other.backend.answer();
    await wait(10 * MINUTE);
    expect(elsewhere.text).toBe('6');
    expect(value.dropped).toEqual([]);
    backend.answer();
    await wait(0);
    expect(value.text).toBe('5');
    await other.remove();
  });

  it('has half a minute for a value when it has answered for a later one, and gives it after all', async () => {
    const [first, second] = [log(1), log(2)];
    await wait(1);
    backend.answer(1);
    await wait(29_000);
    expect(second.text).toBe('2');
    expect(first.dropped).toEqual([]);
    backend.answer();
    await wait(MINUTE);
    expect(first).toEqual({ text: '1', dropped: [] });
  });
});

describe('a GPU that never gives a value', () => {
  it('costs that value, half a minute after it has answered for a later one', async () => {
    const [first, second, third] = [log(1), log(2), log(3)];
    await wait(1);
    backend.answer(1);
    await wait(30_001);
    expect([first.text, second.text, third.text]).toEqual([null, '2', undefined]);
    expect(first.dropped).toEqual([{ reason: 'unreadable-tensor', key: 'k', detail: 'the GPU does not answer' }]);
    // Late, for nobody.
    backend.answer();
    backend.answer();
    await wait(0);
    expect(third.text).toBe('3');
  });

  it.each<[string, () => void]>([
    ['a WebGL context is lost', () => backend.lose()],
    ['a WebGPU device is lost', () => backend.loseDevice()],
  ])('costs the values that it has when %s', async (_name, lose) => {
    const values = [log(1), log(2)];
    await wait(MINUTE);
    lose();
    await wait(1_000);
    for (const { text, dropped } of values) {
      expect(text).toBeNull();
      expect(dropped).toEqual([{ reason: 'unreadable-tensor', key: 'k', detail: 'the GPU has lost it' }]);
    }
    const later = log(3);
    await wait(1_000);
    expect(later.text).toBeNull();
  });

  it('costs the values that are logged after its context was lost', async () => {
    backend.isContextLost = true;
    const value = log(1);
    await wait(1_000);
    expect(value.text).toBeNull();
    expect(value.dropped).toHaveLength(1);
  });

  it('costs the values that it had before its context was restored', async () => {
    const value = log(1);
    backend.lose();
    backend.isContextLost = false;
    await wait(1_000);
    expect(value.text).toBeNull();
  });

  it('costs nothing of what is in main memory still', async () => {
    backend.lose();
    backend.isNear = true;
    const value = log(7);
    await wait(1_000);
    expect(value).toEqual({ text: '7', dropped: [] });
  });

  it('holds up the end of a run for so long at most', async () => {
    const value = log(1);
    readback.limit(10 * MINUTE);
    await wait(10 * MINUTE - 1);
    expect(value.dropped).toEqual([]);
    const later = log(2);
    await wait(1);
    expect([value.text, later.text]).toEqual([null, undefined]);
    const taken = readback.limit(MINUTE);
    taken();
    await wait(10 * MINUTE);
    expect(later.dropped).toEqual([]);
    backend.answer(1);
    await wait(0);
    expect(later.text).toBe('2');
  });
});

describe('what is held for a read', () => {
  const MEBIBYTE = 1024 * 1024;

  it('is bounded by bytes, not only by how much there is of it', async () => {
    for (let i = 0; i < 4; i++) {
      // 4 MiB each: the fourth completes 16.
      expect(backend.asked).toHaveLength(0);
      tf.tidy(() => void encode(tf.zeros([MEBIBYTE]).add(i), placeFor()));
      await wait(0);
    }
    expect(backend.asked).toHaveLength(4);
    while (backend.asked.length > 0) backend.answer();
    await wait(0);
  });

  it('is read at once when it is that large by itself', async () => {
    tf.tidy(() => void encode(tf.zeros([4 * MEBIBYTE]), placeFor()));
    await wait(0);
    expect(backend.asked).toHaveLength(1);
    backend.answer();
    await wait(0);
  });

  it('counts once what several tensors share', async () => {
    const weight = tf.zeros([MEBIBYTE]);
    tf.tidy(() => {
      for (let i = 0; i < 20; i++) encode(i % 2 === 0 ? weight : weight.reshape([1024, 1024]), placeFor());
    });
    await wait(0);
    expect(backend.asked).toHaveLength(0);
    readback.hurry();
    await wait(0);
    while (backend.asked.length > 0) backend.answer();
    await wait(0);
    tf.dispose(weight);
  });
});

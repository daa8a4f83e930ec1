import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { freezeValues } from '../../../../src/run/rows/freeze';
import { readback } from '../../../../src/values/index';

beforeAll(() => tf.setBackend('cpu'));

describe('freezeValues', () => {
  it('copies what JSON and a line can say', () => {
    const values = {
      lr: 0.1,
      layers: [1, { units: 2 }],
      limit: Infinity,
      text: 'NaN',
      when: new Date(0),
      seed: 2n ** 40n,
    };
    const frozen = freezeValues(values, () => undefined);
    values.layers.push(3);
    expect(frozen).toEqual({
      lr: 0.1,
      layers: [1, { units: 2 }],
      limit: Infinity,
      text: 'NaN',
      when: '1970-01-01T00:00:00.000Z',
      seed: 2 ** 40,
    });
  });

  it('counts a large array at once, for which a row would wait', () => {
    const frozen = freezeValues({ weights: new Float32Array(70_000).fill(2) }, () => undefined);
    expect(frozen).toMatchObject({ weights: { _type: 'histogram', values: expect.arrayContaining([70_000]) } });
  });

  it('keeps a key called __proto__ a key', () => {
    const frozen = freezeValues(JSON.parse('{"__proto__":{"a":1}}') as Record<string, unknown>, () => undefined);
    expect(Object.keys(frozen)).toEqual(['__proto__']);
  });

  it('drops what cannot be said now, says which, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const dropped: string[] = [];
    const tensor = tf.scalar(1);
    expect(freezeValues({ a: 1, b: () => 1, c: tensor }, (reason, key) => dropped.push(`${reason} ${key}`))).toEqual({
      a: 1,
    });
    expect(dropped).toEqual(['unsupported-value b', 'unsupported-value c']);
    tensor.dispose();
    readback.hurry();
    await new Promise((resolve) => setImmediate(resolve));
    expect(tf.memory().numTensors).toBe(before);
  });
});

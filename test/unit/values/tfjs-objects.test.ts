import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encode, readback } from '../../../src/values/index';
import { freezeValues } from '../../../src/run/rows/freeze';
import { parseLine } from '../../../src/wire/index';
import { placeFor, settled } from './place';

let sequential: tf.Sequential;
let functional: tf.LayersModel;

beforeAll(async () => {
  await tf.setBackend('cpu');
  sequential = tf.sequential({
    layers: [
      tf.layers.dense({ units: 4, inputShape: [2], kernelRegularizer: 'l1l2', kernelInitializer: 'ones' }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.dense({ units: 1, useBias: false }),
    ],
  });
  sequential.compile({ optimizer: tf.train.adam(0.25), loss: 'meanSquaredError' });
  const input = tf.input({ shape: [3, 2] });
  const lstm = tf.layers.lstm({ units: 2 }).apply(input) as tf.SymbolicTensor;
  functional = tf.model({ inputs: input, outputs: lstm });
});
afterAll(() => {
  sequential.dispose();
  functional.dispose();
});

/** As config has it, and that nothing of it was dropped. */
function configured(value: unknown): unknown {
  const dropped: unknown[] = [];
  const config = freezeValues({ value }, (...drop) => dropped.push(drop));
  expect(dropped).toEqual([]);
  return config['value'];
}

/** As a row has it. */
async function logged(value: unknown): Promise<unknown> {
  const place = placeFor();
  const fragment = encode(value, place);
  readback.hurry();
  const text = await settled(fragment);
  expect(place.dropped).toEqual([]);
  return parseLine(text as string);
}

describe('a model of tfjs', () => {
  it('is its topology in a config, an object and not a string', () => {
    expect(configured(sequential)).toEqual(JSON.parse(sequential.toJSON() as string));
    expect(configured(sequential)).toMatchObject({
      class_name: 'Sequential',
      config: {
        layers: [{ class_name: 'Dense', config: { units: 4 } }, { class_name: 'Dropout', config: { rate: 0.5 } }, {}],
      },
    });
    expect(configured(functional)).toMatchObject({
      class_name: 'Model',
      config: { layers: [{ class_name: 'InputLayer' }, { class_name: 'LSTM' }] },
    });
  });

  it('is the same in a row, and within other objects', async () => {
    const topology = JSON.parse(sequential.toJSON() as string) as unknown;
    expect(await logged(sequential)).toEqual(topology);
    expect(configured({ nets: [sequential], lr: 0.1 })).toEqual({ nets: [topology], lr: 0.1 });
  });

  it('of the converter is the tensors that it takes and gives', async () => {
    const model = await tf.loadGraphModel({
      load: async () => ({
        modelTopology: {
          node: [
            {
              name: 'x',
              op: 'Placeholder',
              attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim: [{ size: '2' }] } } },
            },
            { name: 'y', op: 'Neg', input: ['x'], attr: { T: { type: 'DT_FLOAT' } } },
          ],
          versions: {},
        },
        weightSpecs: [],
        weightData: new ArrayBuffer(0),
        signature: { inputs: { x: { name: 'x:0' } } },
      }),
    } as unknown as tf.io.IOHandler);
    expect(configured(model)).toEqual({
      className: 'GraphModel',
      inputs: [{ name: 'x', shape: [2], dtype: 'float32' }],
      outputs: [expect.objectContaining({ name: 'y' })],
      signature: { inputs: { x: { name: 'x:0' } } },
    });
    model.dispose();
  });
});

describe('a part of tfjs', () => {
  it.each<[string, () => tf.Optimizer, object]>([
    ['sgd', () => tf.train.sgd(0.5), { className: 'SGD', learningRate: 0.5 }],
    [
      'momentum',
      () => tf.train.momentum(0.5, 0.9),
      { className: 'Momentum', learningRate: 0.5, momentum: 0.9, useNesterov: false },
    ],
    ['adam', () => tf.train.adam(0.5), { className: 'Adam', learningRate: 0.5, beta1: 0.9 }],
    ['rmsprop', () => tf.train.rmsprop(0.5), { className: 'RMSProp', learningRate: 0.5, centered: false }],
    ['that of a model', () => sequential.optimizer, { className: 'Adam', learningRate: 0.25 }],
  ])('is its class and settings: the optimizer %s', async (_name, make, settings) => {
    expect(configured(make())).toMatchObject(settings);
    expect(await logged({ optimizer: make() })).toMatchObject({ optimizer: settings });
  });

  it.each<[string, () => object, object]>([
    [
      'a layer',
      () => sequential.layers[0]!,
      { className: 'Dense', units: 4, kernelRegularizer: { className: 'L1L2', config: { l1: 0.01 } } },
    ],
    ['a layer with settings that were left out', () => functional.layers[1]!, { className: 'LSTM', units: 2 }],
    [
      'a layer around another',
      () => tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 3 }) }),
      { className: 'TimeDistributed' },
    ],
    [
      'an initializer',
      () => tf.initializers.randomNormal({ mean: 0, stddev: 0.1 }),
      { className: 'RandomNormal', stddev: 0.1 },
    ],
    ['a regularizer', () => tf.regularizers.l2({ l2: 0.5 }), { className: 'L1L2', l2: 0.5 }],
    ['a constraint', () => tf.constraints.maxNorm({ maxValue: 3, axis: 0 }), { className: 'MaxNorm', maxValue: 3 }],
  ])('is its class and settings: %s', (_name, make, settings) => {
    expect(configured(make())).toMatchObject(settings);
  });

  it('is each of them in a list', () => {
    expect(configured(sequential.layers)).toMatchObject([
      { className: 'Dense' },
      { className: 'Dropout' },
      { className: 'Dense' },
    ]);
  });
});

describe('a weight of a model', () => {
  it('is its tensor', async () => {
    expect(await logged(sequential.weights[0])).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(await logged(sequential.layers[0]!.weights[1])).toEqual([0, 0, 0, 0]);
    expect(await logged({ all: sequential.layers[0]!.weights })).toEqual({
      all: [
        [1, 1, 1, 1, 1, 1, 1, 1],
        [0, 0, 0, 0],
      ],
    });
  });

  it('that is disposed is dropped, and counted as an unreadable tensor', () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    const [weight] = model.weights;
    model.dispose();
    const place = placeFor();
    expect(encode(weight, place)).toBeUndefined();
    expect(place.dropped.map(({ reason }) => reason)).toEqual(['unreadable-tensor']);
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await logged(sequential.weights);
    configured(sequential);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('what only looks like it', () => {
  it('is a plain object as ever', () => {
    const values = { val: 3, read: 'often', getConfig: 1, getClassName: 2, inputs: [], outputs: [] };
    expect(configured(values)).toEqual(values);
    expect(configured({ toJSON: () => ({ a: 1 }) })).toEqual({ a: 1 });
  });

  it('costs itself only when it throws', () => {
    const place = placeFor();
    const broken = {
      getClassName: () => 'x',
      getConfig: () => {
        throw new Error('not ready');
      },
    };
    expect(encode(broken, place)).toBeUndefined();
    expect(place.dropped).toEqual([{ reason: 'unsupported-value', key: 'k', detail: 'not ready' }]);
  });
});

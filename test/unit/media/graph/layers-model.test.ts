import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { graphOfModel, isLayersModel } from '../../../../src/media/graph/layers-model';

const { dense } = tf.layers;

describe('a model of TensorFlow.js', () => {
  it('has its layers as nodes, and what leads to them as edges: as Graph.from_keras has them', () => {
    const input = tf.input({ shape: [4], name: 'x' });
    const left = dense({ units: 3, name: 'left' }).apply(input) as tf.SymbolicTensor;
    const right = dense({ units: 3, name: 'right' }).apply(input) as tf.SymbolicTensor;
    const sum = tf.layers.add({ name: 'sum' }).apply([left, right]) as tf.SymbolicTensor;
    const { format, nodes, edges } = graphOfModel(tf.model({ inputs: input, outputs: sum }));
    expect(format).toBe('keras');
    expect(nodes).toEqual([
      { name: 'x', id: 'x', class_name: 'InputLayer', output_shape: [null, 4], num_parameters: 0 },
      { name: 'left', id: 'left', class_name: 'Dense', output_shape: [null, 3], num_parameters: 15 },
      { name: 'right', id: 'right', class_name: 'Dense', output_shape: [null, 3], num_parameters: 15 },
      { name: 'sum', id: 'sum', class_name: 'Add', output_shape: [null, 3], num_parameters: 0 },
    ]);
    expect(Object.keys(nodes[0]!)).toEqual(['name', 'id', 'class_name', 'output_shape', 'num_parameters']);
    expect(edges).toEqual([
      ['x', 'left'],
      ['x', 'right'],
      ['left', 'sum'],
      ['right', 'sum'],
    ]);
  });

  it('that is sequential begins with its input', () => {
    const model = tf.sequential({
      layers: [dense({ units: 2, inputShape: [3], name: 'first' }), dense({ units: 1, name: 'second' })],
    });
    const { nodes, edges } = graphOfModel(model);
    expect(nodes.map(({ class_name: type }) => type)).toEqual(['InputLayer', 'Dense', 'Dense']);
    expect(edges).toEqual([
      [nodes[0]!.id, 'first'],
      ['first', 'second'],
    ]);
  });

  it('that is built has the same layers as before', () => {
    const model = tf.sequential({ layers: [dense({ units: 2, inputShape: [3] }), dense({ units: 1 })] });
    const before = graphOfModel(model);
    model.build();
    expect(graphOfModel(model)).toEqual(before);
  });

  it('says what is known of a layer that has not been called', () => {
    const layers = [dense({ units: 2, name: 'alone' })];
    expect(graphOfModel({ layers }).nodes).toEqual([{ name: 'alone', id: 'alone', class_name: 'Dense' }]);
  });

  it('has none of the calls by which another model uses its layers', () => {
    const shared = dense({ units: 2, name: 'shared' });
    const [one, two] = [tf.input({ shape: [5], name: 'one' }), tf.input({ shape: [5], name: 'two' })];
    const first = tf.model({ inputs: one, outputs: shared.apply(one) as tf.SymbolicTensor });
    const second = tf.model({ inputs: two, outputs: shared.apply(two) as tf.SymbolicTensor });
    expect(graphOfModel(first).edges).toEqual([['one', 'shared']]);
    expect(graphOfModel(second).edges).toEqual([['two', 'shared']]);
  });

  it('has "multiple" for a layer that gives several shapes', () => {
    const flat = tf.layers.flatten({ name: 'flat' });
    const [one, two] = [tf.input({ shape: [2, 3] }), tf.input({ shape: [4, 5] })];
    const model = tf.model({
      inputs: [one, two],
      outputs: [flat.apply(one) as tf.SymbolicTensor, flat.apply(two) as tf.SymbolicTensor],
    });
    const node = graphOfModel(model).nodes.find(({ id }) => id === 'flat');
    expect(node).toMatchObject({ output_shape: ['multiple'], num_parameters: 0 });
  });

  it.each([[{}], [{ layers: 3 }], [{ layers: [{ name: 'a' }] }], [null], ['model']])('is not %j', (value) =>
    expect(isLayersModel(value)).toBe(false),
  );
});

import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { Graph } from '../../../../src/media/graph/graph';
import { made } from '../made';

const textOf = ({ bytes }: { bytes: ArrayBuffer }) => new TextDecoder().decode(bytes);

describe('Graph', () => {
  it('is a file of its nodes and edges, as they were when it was logged', async () => {
    const nodes = [{ id: 'a' }, { id: 'b' }];
    const waiting = made(new Graph({ nodes, edges: [['a', 'b']] }));
    nodes[0]!.id = 'later';
    const { json, files, dropped } = await waiting;
    const text = '{"format":"keras","nodes":[{"name":"a","id":"a"},{"name":"b","id":"b"}],"edges":[["a","b"]]}';
    expect(files.map(textOf)).toEqual([text]);
    expect(json).toEqual({
      _type: 'graph-file',
      sha256: createHash('sha256').update(text).digest('hex'),
      size: text.length,
      path: expect.stringMatching(/^media\/graph\/k_7_[0-9a-f]{20}\.graph\.json$/),
    });
    expect(dropped).toEqual([]);
  });

  it('is made of a model of TensorFlow.js', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3], name: 'only' })] });
    const { files } = await made(new Graph(model));
    expect(JSON.parse(textOf(files[0]!))).toMatchObject({
      nodes: [{ class_name: 'InputLayer' }, { id: 'only', output_shape: [null, 2], num_parameters: 8 }],
    });
  });

  it('that has become wrong since it was made is dropped with the reason', async () => {
    const edges = [['a', 'a']] as [string, string][];
    const graph = new Graph({ nodes: [{ id: 'a' }], edges });
    edges.push(['a', 'nowhere']);
    const { json, dropped } = await made(graph);
    expect(json).toBeNull();
    expect(JSON.stringify(dropped)).toContain('edges[1][1] must be the id of a node');
  });

  it.each([5, null, undefined, 'model', {}, { nodes: [] }])('is not made of %j', (source) =>
    expect(() => new Graph(source as never)).toThrow(/The source of a Graph must be a LayersModel of TensorFlow.js/),
  );

  it('is not made of parts that do not fit', () =>
    expect(() => new Graph({ nodes: [], edges: [['a', 'b']] })).toThrow('edges[0][0] must be the id of a node'));
});

import { describe, expect, it } from 'vitest';
import { readGraph } from '../../../../../src/dashboard/media/graph/logged-graph';

const read = (graph: unknown) => readGraph(JSON.stringify(graph));

describe('the file of a graph', () => {
  it('of Keras has layers and links', () => {
    const nodes = [
      { name: 'input', id: 'input', class_name: 'InputLayer', output_shape: [[null, 784]], num_parameters: 0 },
      { name: 'dense', id: 'dense', class_name: 'Dense', output_shape: [null, 10], num_parameters: 7850 },
      { name: 'input', id: 'input', class_name: 'InputLayer' },
    ];
    expect(read({ format: 'keras', nodes, edges: [['input', 'dense']] })).toEqual({
      layers: [
        { name: 'input', type: 'InputLayer', shape: '? × 784', parameters: 0 },
        { name: 'dense', type: 'Dense', shape: '? × 10', parameters: 7850 },
      ],
      links: [[0, 1]],
      lost: 0,
    });
  });

  it('of PyTorch has descriptions for types, a number for each tensor, and ids that no double holds', () => {
    const text =
      '{"nodes":[{"name":"c","id":139872345678901234567,"class_name":"Conv2d(3, 8, kernel_size=(3, 3))","num_parameters":[216,8],"output_shape":[[1,8,4,4],[1]]},{"name":"d","id":139872345678901234568,"size":[2,3]}],"edges":[[139872345678901234567,139872345678901234568]]}';
    expect(readGraph(text)).toEqual({
      layers: [
        { name: 'c', type: 'Conv2d', shape: '1 × 8 × 4 × 4, 1', parameters: 224 },
        { name: 'd', type: '', shape: '2 × 3', parameters: null },
      ],
      links: [[0, 1]],
      lost: 0,
    });
  });

  it('of anybody is read as far as it can be', () => {
    const nodes = [null, 5, {}, { id: '__proto__' }, { name: 'b', output_shape: ['multiple'], num_parameters: 'many' }];
    expect(read({ nodes, edges: [['b', '__proto__'], ['b', 'x'], 'no', [], ['b'], [['b'], ['b']]] })).toEqual({
      layers: [
        { name: 'unnamed', type: '', shape: '', parameters: null },
        { name: '__proto__', type: '', shape: '', parameters: null },
        { name: 'b', type: '', shape: 'multiple', parameters: null },
      ],
      links: [[2, 1]],
      lost: 5,
    });
    expect(read({ nodes: [], edges: 'no' })).toEqual({ layers: [], links: [], lost: 0 });
    const long = read({ nodes: [{ id: 1, output_shape: Array.from({ length: 1e5 }, () => 1) }] });
    expect(long!.layers[0]!.shape).toBe('1 × 1 × 1 × 1 × 1 × 1 × 1 × 1 …');
  });

  it.each(['', '[]', 'null', '{"nodes":5}', '{"edges":[]}', '<html>'])('is not %s', (text) =>
    expect(readGraph(text)).toBeNull(),
  );
});

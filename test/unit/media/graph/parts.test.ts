import { describe, expect, it } from 'vitest';
import { graphOfParts, isGraphParts, type GraphParts } from '../../../../src/media/graph/parts';

const node = { id: 'a' };

describe('a graph by its parts', () => {
  it('is written with the names that W&B has', () => {
    const nodes = [
      { id: 1, name: 'in', className: 'Input', outputShape: [null, 2], size: [2], numParameters: 0 },
      { id: 'b' },
    ];
    expect(graphOfParts({ nodes, edges: [[1, 'b']] })).toEqual({
      format: 'keras',
      nodes: [
        { name: 'in', id: 1, class_name: 'Input', size: [2], output_shape: [null, 2], num_parameters: 0 },
        { name: 'b', id: 'b' },
      ],
      edges: [[1, 'b']],
    });
  });

  it('may lead in a circle', () =>
    expect(
      graphOfParts({
        nodes: [node, { id: 'b' }],
        edges: [
          ['a', 'b'],
          ['b', 'a'],
          ['a', 'a'],
        ],
      }).edges,
    ).toHaveLength(3));

  it.each<[object, string]>([
    [{ nodes: [{ id: {} }], edges: [] }, 'nodes[0].id must be a string or a number, not an Object.'],
    [{ nodes: [{}], edges: [] }, 'nodes[0].id must be a string or a number, not undefined.'],
    [{ nodes: [5], edges: [] }, 'nodes[0] must be { id, name, className, outputShape, size, numParameters }, not 5.'],
    [{ nodes: [{ id: 1 }, { id: '1' }], edges: [] }, 'nodes[1].id must be an id that no node before it has, not "1".'],
    [
      { nodes: [{ id: 1, class_name: 'A' }], edges: [] },
      'new Graph() has no option nodes[0].class_name; did you mean nodes[0].className?',
    ],
    [
      { nodes: [{ id: 1, numParameters: -1 }], edges: [] },
      'nodes[0].numParameters must be a whole number from 0, not -1.',
    ],
    [{ nodes: [node], edges: ['ab'] }, 'edges[0] must be a pair of ids, [from, to], not "ab".'],
    [{ nodes: [node], edges: [['a', 'x']] }, 'edges[0][1] must be the id of a node, not "x".'],
    [{ nodes: [node], edges: [[null, 'a']] }, 'edges[0][0] must be the id of a node, not null.'],
    [{ nodes: [node], edges: [], colour: 1 }, 'new Graph() has no option colour.'],
  ])('%j is refused', (parts, said) => expect(() => graphOfParts(parts as GraphParts)).toThrow(said));

  it('is known by its two lists', () => {
    expect(isGraphParts({ nodes: [], edges: [] })).toBe(true);
    for (const other of [{ nodes: [] }, { edges: [] }, [], null, 'nodes']) expect(isGraphParts(other)).toBe(false);
  });
});

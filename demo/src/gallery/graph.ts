import { Graph, type GraphParts } from 'spoor/media';
import type { Exhibit } from './exhibit';

/** A network with a way around its middle, wider with each step. */
function network(step: number): GraphParts {
  const units = 32 * 2 ** step;
  return {
    nodes: [
      { id: 'pixels', className: 'InputLayer', outputShape: [null, 784], numParameters: 0 },
      { id: 'wide', className: 'Dense', outputShape: [null, units], numParameters: 785 * units },
      { id: 'middle/dense', className: 'Dense', outputShape: [null, units], numParameters: (units + 1) * units },
      { id: 'middle/drop', className: 'Dropout', outputShape: [null, units], numParameters: 0 },
      { id: 'sum', className: 'Add', outputShape: [null, units], numParameters: 0 },
      { id: 'digits', className: 'Dense', outputShape: [null, 10], numParameters: (units + 1) * 10 },
    ],
    edges: [
      ['pixels', 'wide'],
      ['wide', 'middle/dense'],
      ['middle/dense', 'middle/drop'],
      ['middle/drop', 'sum'],
      ['wide', 'sum'],
      ['sum', 'digits'],
    ],
  };
}

export const graph: Exhibit = {
  kind: 'Graph',
  what: 'the layers of a network',
  key: 'network',
  shown: { tab: 'media', selector: '.graph-box' },
  make: (step) => new Graph(network(step)),
  async difference({ json, file }, step) {
    const stored = JSON.parse(await (await file(json['path'])).text()) as { nodes: unknown; edges: unknown };
    const { nodes, edges } = network(step);
    const expected = nodes.map(({ id, className, outputShape, numParameters }) => ({
      name: id,
      id,
      class_name: className,
      output_shape: outputShape,
      num_parameters: numParameters,
    }));
    return JSON.stringify([stored.nodes, stored.edges]) === JSON.stringify([expected, edges])
      ? null
      : `${JSON.stringify(stored).slice(0, 80)}… is stored`;
  },
};

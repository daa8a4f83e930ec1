import { Graph } from 'spoor/media';
import { differentJson, fileOf, type Exhibit } from './exhibit';

export const graph: Exhibit = {
  kind: 'Graph',
  what: 'the layers of the network',
  key: 'network',
  shown: { tab: 'media', selector: '.graph-box' },
  make: ({ network }) => new Graph(network),
  async difference(stored, { network }) {
    const { nodes } = JSON.parse(await (await fileOf(stored)).text()) as { nodes: Record<string, unknown>[] };
    // What a sequential model begins with is a layer that it does not list.
    const listed = nodes.filter((node) => node['class_name'] !== 'InputLayer');
    return differentJson(
      listed.map((node) => [node['name'], node['class_name'], node['num_parameters']]),
      network.layers.map((layer) => [layer.name, layer.getClassName(), layer.countParams()]),
    );
  },
};

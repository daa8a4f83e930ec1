import { checkOption, checkOptions, COUNT, STRING, type OptionRule, type OptionRules } from '../../values/index';
import { isRow } from '../../wire/index';
import type { GraphContent, NodeId } from './content';

/** A node of a graph that is given by its parts, such as a layer. */
export interface GraphNode {
  /** What edges call it: a string or a number that no other node has. */
  id: NodeId;
  /** What it is called. Slashes make groups that the dashboard can fold: `encoder/conv1`. Default: its id. */
  name?: string;
  /** Its type, such as `Dense`. Default: none. */
  className?: string;
  /**
   * The shape of its output, with null for what is not known, such as `[null, 28, 28, 1]`; of several outputs a list of
   * shapes. Default: none.
   */
  outputShape?: readonly unknown[];
  /** The shape of the tensor that it is. Default: none. */
  size?: readonly number[];
  /** How many numbers it learns. Default: not said. */
  numParameters?: number;
}

/** A graph by its parts. */
export interface GraphParts {
  /** Its nodes, in the order in which they are listed. */
  nodes: readonly GraphNode[];
  /** Pairs of ids: from which node to which. */
  edges: readonly (readonly [from: NodeId, to: NodeId])[];
}

const SHAPE: OptionRule = { what: 'a shape, such as [null, 10]', is: Array.isArray };
const ID: OptionRule = { what: 'a string or a number', is: isId };
const NODE: OptionRules<GraphNode> = {
  id: ID,
  name: STRING,
  className: STRING,
  outputShape: SHAPE,
  size: SHAPE,
  numParameters: COUNT,
};
const PAIR: OptionRule = {
  what: 'a pair of ids, [from, to]',
  is: (value) => Array.isArray(value) && value.length === 2,
};

function isId(value: unknown): value is NodeId {
  return typeof value === 'string' || Number.isFinite(value);
}

export function isGraphParts(value: unknown): value is GraphParts {
  return isRow(value) && Array.isArray(value['nodes']) && Array.isArray(value['edges']);
}

/** @throws SpoorError `bad-option` when a node or an edge cannot be one. */
export function graphOfParts(parts: GraphParts): GraphContent {
  checkOptions('new Graph()', parts, { nodes: null, edges: null });
  // The ids 1 and '1' would be told apart by no reader.
  const ids = new Set<string>();
  const isFree: OptionRule = { what: 'an id that no node before it has', is: (id) => !ids.has(String(id)) };
  const isKnown: OptionRule = { what: 'the id of a node', is: (id) => isId(id) && ids.has(String(id)) };
  const nodes = parts.nodes.map((node, place) => {
    checkOptions('new Graph()', node, NODE, `nodes[${place}].`);
    const { id, name = String(id), className, size, outputShape, numParameters } = node;
    checkOption(`nodes[${place}].id`, id, ID);
    checkOption(`nodes[${place}].id`, id, isFree);
    ids.add(String(id));
    return { name, id, class_name: className, size, output_shape: outputShape, num_parameters: numParameters };
  });
  const edges = parts.edges.map((edge, place): [NodeId, NodeId] => {
    const [from, to] = checkOption(`edges[${place}]`, edge, PAIR);
    return [checkOption(`edges[${place}][0]`, from, isKnown), checkOption(`edges[${place}][1]`, to, isKnown)];
  });
  return { format: 'keras', nodes, edges };
}

import { isRow } from '../../wire/index';
import type { GraphContent, NodeJson } from './content';

/** What is read of a layer of TensorFlow.js. */
export interface LayerLike {
  /** What it is called, such as `dense_1`. */
  name: string;
  /** How many numbers it learns. */
  countParams(): number;
  /** Its type, such as `Dense`. */
  getClassName(): string;
}

/** What is read of a `tf.LayersModel`, as `tf.sequential()` and `tf.model()` give it. */
export interface LayersModelLike {
  /** Its layers. */
  layers: readonly LayerLike[];
}

interface Layer extends LayerLike {
  /** The calls of it, by any model. */
  inboundNodes?: Call[];
  outputShape: unknown;
}

interface Call {
  inboundLayers: Layer[];
}

/** Known by its shape, whichever copy of tfjs it comes from. */
export function isLayersModel(value: unknown): value is LayersModelLike {
  return isRow(value) && Array.isArray(value['layers']) && value['layers'].every(isLayer);
}

function isLayer(value: unknown): boolean {
  if (!isRow(value)) return false;
  const { name, countParams, getClassName } = value as { [field: string]: unknown };
  return typeof name === 'string' && typeof countParams === 'function' && typeof getClassName === 'function';
}

/**
 * The layers of a model, and which gives its output to which; as W&B's `Graph.from_keras` has them. A layer within a
 * layer is a part of that, and is not told.
 */
export function graphOfModel(model: LayersModelLike): GraphContent {
  // A layer may have been called by other models too. A sequential model that is not built does not say which are its
  // own calls.
  const { layers, nodesByDepth } = model as { layers: Layer[]; nodesByDepth?: { [depth: string]: Call[] } };
  const calls = new Set(Object.values(nodesByDepth ?? {}).flat());
  const nodes = new Map<string, NodeJson>();
  const edges: GraphContent['edges'] = [];
  const add = (layer: Layer) => {
    if (!nodes.has(layer.name)) nodes.set(layer.name, nodeOf(layer));
  };
  for (const layer of layers) {
    const own = (layer.inboundNodes ?? []).filter((call) => calls.size === 0 || calls.has(call));
    for (const from of own.flatMap((call) => call.inboundLayers)) {
      // The input of a sequential model is in none of its lists.
      add(from);
      edges.push([from.name, layer.name]);
    }
    add(layer);
  }
  return { format: 'keras', nodes: [...nodes.values()], edges };
}

function nodeOf(layer: Layer): NodeJson {
  const isCalledAgain = (layer.inboundNodes?.length ?? 0) > 1;
  return {
    name: layer.name,
    id: layer.name,
    class_name: layer.getClassName(),
    output_shape: askedOf(() => layer.outputShape) ?? (isCalledAgain ? ['multiple'] : undefined),
    num_parameters: askedOf(() => layer.countParams()),
  };
}

/** tfjs throws where a layer is not built yet, or has several shapes. */
function askedOf<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

import {
  checkOption,
  encodeMedia,
  LOGGABLE,
  type Fragment,
  type Media,
  type MediaKind,
  type OptionRule,
  type Place,
} from '../../values/index';
import { bindMethods, formatLine } from '../../wire/index';
import { encode } from '../worker/encode';
import type { GraphItem } from './content';
import { graphOfModel, isLayersModel, type LayersModelLike } from './layers-model';
import { graphOfParts, isGraphParts, type GraphParts } from './parts';

/** Where a graph comes from: a model of TensorFlow.js, or its nodes and edges. */
export type GraphSource = LayersModelLike | GraphParts;

const SOURCE: OptionRule = {
  what: 'a LayersModel of TensorFlow.js, or { nodes, edges }, two lists',
  is: (value) => isLayersModel(value) || isGraphParts(value),
};

/**
 * What a model is built of, to log: its layers, their types, the shapes of their outputs, how many numbers each learns,
 * and which leads to which. It is taken as it is at `log()` and stored in a file of the run, as W&B's client stores a
 * `wandb.Graph`. The dashboard draws it, from top to bottom, beside a table of its layers.
 *
 * @example run.log({ model: new Graph(model) }); // of tf.sequential(), tf.model() or tf.loadLayersModel()
 * @example run.log({ pipeline: new Graph({ nodes: [{ id: 'read' }, { id: 'train' }], edges: [['read', 'train']] }) });
 */
export class Graph implements Media {
  readonly #source: GraphSource;

  /**
   * Describes a graph; `log()` takes it.
   *
   * @param source a `tf.LayersModel`, built or not; or `{ nodes, edges }`, where a node is
   * `{ id, name, className, outputShape, size, numParameters }` and an edge a pair of ids. Cycles are allowed.
   * @throws SpoorError `bad-option` when it is something else, two nodes have one id, or an edge leads to no node.
   */
  constructor(source: GraphSource) {
    this.#source = checkOption('The source of a Graph', source, SOURCE);
    if (!isLayersModel(source)) graphOfParts(source);
    bindMethods(this);
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    return encodeMedia([this], false, place);
  }

  /**
   * A list of graphs is a list of values, as with W&B.
   *
   * @internal
   */
  get media(): MediaKind {
    return { name: 'graph', encode };
  }

  /** @internal */
  async take(): Promise<GraphItem> {
    const source = this.#source;
    return { json: formatLine(isLayersModel(source) ? graphOfModel(source) : graphOfParts(source)) };
  }
}

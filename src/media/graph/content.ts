/** What edges call a node: no other node of the graph has the same. */
export type NodeId = string | number;

/** A node as W&B's client writes it. */
export interface NodeJson {
  name: string;
  id: NodeId;
  class_name?: string | undefined;
  size?: unknown;
  output_shape?: unknown;
  num_parameters?: number | undefined;
}

/** The content of a graph's file. */
export interface GraphContent {
  /** W&B draws the format that it calls `keras`. */
  format: 'keras';
  nodes: NodeJson[];
  edges: [from: NodeId, to: NodeId][];
}

/** A graph on its way to its encoder: its content as JSON, since objects may still change. */
export interface GraphItem {
  json: string;
}

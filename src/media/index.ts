/**
 * What can be logged beside numbers and images: one import for all kinds, and nothing of them in a page that imports
 * only `spoor`. Their files are made in a worker that starts with the first value.
 *
 * @module spoor/media
 * @example
 * import { Html } from 'spoor/media';
 * run.log({ report: new Html('<h1>Epoch 3</h1>') });
 */
export { Image, type AnnotatedImageOptions } from './annotated-image/annotated-image';
export type {
  ClassLabels,
  ImageBox,
  ImageBoxes,
  ImageMask,
  BoxEdges,
  BoxMiddle,
  ImageClass,
  MaskPixels,
  MaskLike,
  OverlayOptions,
} from './annotated-image/overlays';
export { Graph, type GraphSource } from './graph/graph';
export type { NodeId } from './graph/content';
export type { LayerLike, LayersModelLike } from './graph/layers-model';
export type { GraphNode, GraphParts } from './graph/parts';
export { Html, type HtmlSource } from './html/html';
export { Markdown, type MarkdownOptions, type MarkdownSource } from './markdown/markdown';
export type { Figure } from './plotly/figure';
export { Plotly, type PlotlySource } from './plotly/plotly';
export type { Loggable } from '../values/index';
export type { TableCell } from './table/cell';
export type { ChartTable } from './table/chart';
export { Table } from './table/table';
export type { LogMode, TableOptions } from './table/options';
export * as plot from './plot/plot';
export { Audio, type AudioOptions, type AudioSource } from './audio/audio';
export { Molecule, type MoleculeFormat, type MoleculeOptions } from './molecule/molecule';
export {
  Object3D,
  type Box3D,
  type Format3D,
  type Object3DOptions,
  type Object3DSource,
  type Point3D,
  type PointsSource,
  type Scene3D,
  type Vector3D,
} from './object3d/object3d';

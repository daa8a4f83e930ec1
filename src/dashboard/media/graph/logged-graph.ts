import { isRow, parseLineExactly, type LineValue, type Row } from '../../../wire/index';
import { listIn } from '../../rows/logged-files';

/** A layer of a model, or whatever else a graph is made of. */
export interface Layer {
  name: string;
  /** Empty where it is not said. */
  type: string;
  shape: string;
  parameters: number | null;
}

/** From which layer to which, by their places. */
export type Link = readonly [from: number, to: number];

export interface LoggedGraph {
  layers: Layer[];
  links: Link[];
  /** Links of the file that begin or end at no layer of it. */
  lost: number;
}

/** Reads the file of a graph, by whatever client it is written; null when it is something else. */
export function readGraph(text: string): LoggedGraph | null {
  const file = parse(text);
  if (!isRow(file) || !Array.isArray(file['nodes'])) return null;
  const layers: Layer[] = [];
  const places = new Map<string, number>();
  for (const node of file['nodes'].filter(isRow)) {
    const id = wordIn(node['id']) ?? wordIn(node['name']);
    // W&B's client may write a layer before those that it leads to, and once more in its own place.
    if (id !== null && places.has(id)) continue;
    if (id !== null) places.set(id, layers.length);
    layers.push(readLayer(node, id));
  }
  const placeOf = (end: LineValue | undefined) => places.get(wordIn(end) ?? '');
  const links: Link[] = [];
  const edges = listIn(file['edges']);
  for (const edge of edges) {
    const [from, to] = listIn(edge).map(placeOf);
    if (from !== undefined && to !== undefined) links.push([from, to]);
  }
  return { layers, links, lost: edges.length - links.length };
}

/** Python numbers the parts of a model by what no double holds. */
function parse(text: string): LineValue {
  try {
    return parseLineExactly(text);
  } catch {
    return null;
  }
}

function readLayer(node: Row, id: string | null): Layer {
  return {
    name: wordIn(node['name']) ?? id ?? 'unnamed',
    // Of PyTorch it is the whole description, `Conv2d(3, 64, kernel_size=(3, 3))`.
    type: wordIn(node['class_name'])?.split('(')[0] ?? '',
    shape: shapeText(node['output_shape'] ?? node['size']),
    parameters: parametersOf(node['num_parameters']),
  };
}

function wordIn(value: LineValue | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null;
}

/** No layer has more dimensions, or outputs, that anybody reads. */
const MOST_DIMENSIONS = 8;

/** `? × 28 × 28 × 1`; of several outputs one after the other. */
function shapeText(value: LineValue | undefined): string {
  const list = listIn(value);
  const most = list.slice(0, MOST_DIMENSIONS);
  const more = list.length > most.length ? ' …' : '';
  if (list.some(Array.isArray)) return most.map(flatShape).filter(Boolean).join(', ') + more;
  return flatShape(most) + more;
}

function flatShape(shape: LineValue): string {
  return listIn(shape)
    .slice(0, MOST_DIMENSIONS)
    .map((size) => wordIn(size) ?? '?')
    .join(' × ');
}

/** PyTorch has a number for each tensor. */
function parametersOf(value: LineValue | undefined): number | null {
  const numbers = (Array.isArray(value) ? value : [value]).map(Number);
  const sum = numbers.reduce((all, one) => all + one, 0);
  return value === null || value === undefined || !(sum >= 0 && Number.isFinite(sum)) ? null : sum;
}

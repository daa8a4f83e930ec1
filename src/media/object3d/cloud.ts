import { isTensor, readback, type TensorLike } from '../../values/index';
import { isRow, typeTagOf } from '../../wire/index';
import type { Box3D, Cloud, Point3D, Vector3D } from './item';

/** What points can be given as. */
export type PointsSource = Float32Array | Float64Array | TensorLike | readonly (readonly number[])[];

/** Points with boxes and arrows between them, as a lidar sees a street. */
export interface Scene3D {
  /** Default: W&B knows one type of scene, this. */
  type?: 'lidar/beta';
  /** What was measured. */
  points: PointsSource;
  /** What was found in it. Default: none. */
  boxes?: readonly Box3D[];
  /** Arrows, such as speeds. Default: none. */
  vectors?: readonly Vector3D[];
}

const WIDTHS = [3, 4, 6];
const DEFAULT_COLOR = [47, 91, 215] as const;

export function isTyped(value: unknown): value is Float32Array | Float64Array {
  return /^Float(32|64)Array$/.test(typeTagOf(value));
}

/** Copies the points, now. Rejects with a sentence when there are none, or when they are something else. */
export async function takeCloud(source: PointsSource | Scene3D, columns: number | undefined): Promise<Cloud> {
  if (isTyped(source) || Array.isArray(source) || isTensor(source))
    return { ...(await takePoints(source, columns)), scene: undefined };
  const { points, boxes, vectors } = source as Scene3D;
  // All is copied before anything is awaited.
  const taking = takePoints(points, columns);
  taking.catch(() => undefined);
  const scene = { boxes: listOf('boxes', boxes).map(takeBox), vectors: listOf('vectors', vectors).map(takeVector) };
  return { ...(await taking), scene };
}

async function takePoints(
  source: PointsSource,
  columns: number | undefined,
): Promise<{ points: Float32Array | Float64Array; columns: number }> {
  if (isTyped(source)) {
    if (source.buffer.byteLength === 0) throw new RangeError('its points are empty, or were moved to a worker');
    return checked(source.slice(), columns ?? 3);
  }
  if (Array.isArray(source)) return checked(flat(source), (source[0] as unknown[] | undefined)?.length ?? 3);
  if (typeof source === 'object' && source !== null && isTensor(source)) return takeTensor(source);
  throw new TypeError('its points must be a Float32Array, Float64Array, a tensor or an array of [x, y, z]');
}

function flat(rows: readonly unknown[]): Float64Array {
  const width = (rows[0] as unknown[] | undefined)?.length ?? 0;
  const points = new Float64Array(rows.length * width);
  for (const [at, row] of rows.entries()) {
    if (!Array.isArray(row) || row.length !== width || !row.every((value) => typeof value === 'number'))
      throw new TypeError(`each point must be ${width || 3} numbers, as the first is; point ${at} is not`);
    points.set(row as number[], at * width);
  }
  return points;
}

async function takeTensor(tensor: TensorLike): Promise<{ points: Float32Array; columns: number }> {
  const [, columns = 0] = tensor.shape;
  if (tensor.shape.length !== 2 || !WIDTHS.includes(columns))
    throw new RangeError(`a tensor of points has shape [n, 3], [n, 4] or [n, 6], not [${tensor.shape.join(', ')}]`);
  const { data } = readback.hold(tensor);
  // The backend may hand out its own memory, which is moved to the worker.
  return checked(Float32Array.from(await data), columns);
}

function checked<T extends Float32Array | Float64Array>(points: T, columns: number): { points: T; columns: number } {
  if (points.length === 0) throw new RangeError('it has no points');
  if (!WIDTHS.includes(columns)) throw new RangeError(`a point must be 3, 4 or 6 numbers, not ${columns}`);
  if (points.length % columns !== 0)
    throw new RangeError(`${points.length} numbers are not points of ${columns}; set columns to 3, 4 or 6`);
  return { points, columns };
}

function listOf<T>(name: string, list: readonly T[] | undefined): readonly T[] {
  if (list !== undefined && !Array.isArray(list)) throw new TypeError(`${name} must be an array`);
  return list ?? [];
}

function takeBox(box: Box3D, at: number): Box3D {
  const { corners, label, color = DEFAULT_COLOR, score } = Object(box) as Box3D;
  if (!Array.isArray(corners) || corners.length !== 8)
    throw new TypeError(`box ${at} must have 8 corners, not ${Array.isArray(corners) ? corners.length : 'none'}`);
  return {
    corners: corners.map((corner) => takePoint(`a corner of box ${at}`, corner)),
    label: label ?? '',
    color: takePoint(`the colour of box ${at}`, color),
    ...(typeof score === 'number' && Number.isFinite(score) && { score }),
  };
}

function takeVector(vector: Vector3D, at: number): Vector3D {
  const { start, end } = isRow(vector) ? vector : ({} as Partial<Vector3D>);
  return {
    start: takePoint(`the start of vector ${at}`, start),
    end: takePoint(`the end of vector ${at}`, end),
  };
}

function takePoint(what: string, point: unknown): Point3D {
  if (!Array.isArray(point) || point.length !== 3 || !point.every(Number.isFinite))
    throw new TypeError(`${what} must be three finite numbers`);
  return [...point] as unknown as Point3D;
}

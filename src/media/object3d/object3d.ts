import {
  checkOption,
  checkOptions,
  encodeMedia,
  LOGGABLE,
  isTensor,
  oneOf,
  type Fragment,
  type Media,
  type MediaKind,
  type OptionRule,
  type OptionRules,
  type Place,
} from '../../values/index';
import { bindMethods, isBlob } from '../../wire/index';
import { CAPTION, captionOf } from '../caption';
import { encode } from '../worker/encode';
import { isTyped, takeCloud, type PointsSource, type Scene3D } from './cloud';
import type { Format3D, Object3DItem } from './item';

export type { Box3D, Format3D, Point3D, Vector3D } from './item';
export type { PointsSource, Scene3D };

/** What an object can be made of: a file or its text, points, or a scene of points, boxes and arrows. */
export type Object3DSource = string | Blob | PointsSource | Scene3D;

/** What `new Object3D` takes beside the object. */
export interface Object3DOptions {
  /** Of a file or its text. Default: what its content is. */
  format?: Format3D;
  /** Of points in a typed array, how many numbers each has: 3, 4 or 6. Default: 3. */
  columns?: 3 | 4 | 6;
  /** A line of text beside the object, or a number. Default: none. */
  caption?: string | number;
}

const SOURCE: OptionRule = {
  what: 'a Blob or text of a 3-D file, a Float32Array, Float64Array, tensor or array of points, or { points, boxes }',
  is: (value) =>
    typeof value === 'string' ||
    (typeof value === 'object' &&
      value !== null &&
      (isBlob(value) || isTyped(value) || Array.isArray(value) || isTensor(value) || 'points' in value)),
};
const COLUMNS: OptionRule = { what: '3, 4 or 6', is: (value) => [3, 4, 6].includes(value as number) };
const OPTIONS: OptionRules<Object3DOptions> = {
  format: oneOf('obj', 'gltf', 'glb', 'babylon', 'stl', 'pts.json'),
  columns: COLUMNS,
  caption: CAPTION,
};

/**
 * An object in three dimensions to log, which the dashboard turns: a model, a cloud of points, or a scene with boxes
 * around things. Points are taken at `log()` and written in a worker; a file is kept as it is.
 *
 * @example run.log({ scan: new Object3D(positions) }); // a Float32Array of x, y, z, x, y, z, …
 * @example run.log({ mesh: new Object3D(await (await fetch('teapot.glb')).blob(), { caption: 'after 100 steps' }) });
 * @example run.log({ street: new Object3D({ points, boxes: [{ corners, label: 'car', score: 0.9 }] }) });
 */
export class Object3D implements Media {
  readonly #source: Object3DSource;
  readonly #format: Format3D | undefined;
  readonly #columns: number | undefined;
  readonly #caption: string | undefined;

  /**
   * Describes an object; `log()` takes its points.
   *
   * @param source a Blob or the text of an obj, gltf, glb, babylon, stl or pts.json file, known by its content; points
   * as a Float32Array or Float64Array (see `columns`), a tensor of shape [n, 3], [n, 4] or [n, 6], or an array of
   * arrays; or `{ points, boxes, vectors }`. A point is `x, y, z`, then perhaps a category from 1 to 14, or red, green
   * and blue from 0 to 255. Points that are not finite are left out, said once and counted as `clipped-media`.
   * @param options its format, columns and caption.
   * @throws SpoorError `bad-option` when source, format, columns or caption cannot be one.
   */
  constructor(source: Object3DSource, options: Object3DOptions = {}) {
    checkOption('The source of an Object3D', source, SOURCE);
    checkOptions('new Object3D()', options, OPTIONS);
    const { format, columns, caption } = options;
    this.#source = source;
    this.#format = format;
    this.#columns = columns;
    this.#caption = captionOf(caption);
    bindMethods(this);
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    return encodeMedia([this], false, place);
  }

  /** @internal */
  get media(): MediaKind {
    return { name: 'object3D', mostInList: Infinity, encode };
  }

  /** @internal */
  async take(): Promise<Object3DItem> {
    const [source, format, caption] = [this.#source, this.#format, this.#caption];
    if (typeof source === 'string') return { source: new Blob([source]), format, caption };
    return { source: isBlob(source) ? source : await takeCloud(source, this.#columns), format, caption };
  }
}

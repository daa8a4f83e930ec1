import {
  checkOption,
  checkOptions,
  isNumbers,
  isTensor,
  oneOf,
  readback,
  STRING,
  type OptionRule,
  type OptionRules,
  type TensorLike,
} from '../../values/index';
import { formatLine, isRow } from '../../wire/index';
import type { Mask } from './item';

const CALLER = 'new Image()';

/** What the classes are called, by their ids. */
export interface ClassLabels {
  [id: number]: string;
}

/** Boxes of one name, such as `predictions`. */
export interface ImageBoxes {
  /** The boxes, in any order. */
  boxData: ImageBox[];
  /** Default: the `classes` of the image. */
  classLabels?: ClassLabels;
}

/** A box over an image. */
export interface ImageBox {
  /** Its edges, or its middle and size: parts of the image from 0 to 1, or pixels as `domain` says. */
  position: BoxEdges | BoxMiddle;
  /** Default: none. */
  domain?: 'pixel';
  /** The id of what it holds. Default: none. */
  classId?: number;
  /** A line of text. Default: none. */
  caption?: string;
  /** Numbers by name, such as a confidence. Default: none. */
  scores?: { [name: string]: number };
}

/** A box by its edges. */
export interface BoxEdges {
  /** The left edge. */
  minX: number;
  /** The right edge. */
  maxX: number;
  /** The upper edge. */
  minY: number;
  /** The lower edge. */
  maxY: number;
}

/** A box by its middle and its size. */
export interface BoxMiddle {
  /** Where it is. */
  middle: [x: number, y: number];
  /** From edge to edge. */
  width: number;
  /** From edge to edge. */
  height: number;
}

/** What a class is called. */
export interface ImageClass {
  /** As masks and boxes have it. */
  id: number;
  /** For people. */
  name: string;
}

/** The ids of a mask, row by row. */
export interface MaskPixels {
  /** As many as there are pixels. */
  data: ArrayLike<number>;
  /** In pixels. */
  width: number;
  /** In pixels. */
  height: number;
}

/** A class for each pixel of an image. */
export interface ImageMask {
  /**
   * The id of the class of each pixel, 0 to 255: a tensor of shape [height, width], `{ data, width, height }`, lists of
   * rows, a typed array as large as the image; or a canvas, ImageData and the like, whose red is the id.
   */
  mask: MaskLike;
  /** Default: the `classes` of the image. */
  classLabels?: ClassLabels;
}

/** What a mask can be made of. */
export type MaskLike =
  | TensorLike
  | MaskPixels
  | Uint8Array
  | Int32Array
  | number[][]
  | HTMLCanvasElement
  | OffscreenCanvas
  | ImageBitmap;

/** NaN too: a model that diverges must not end its training by it. */
const isNumber = (value: unknown) => typeof value === 'number';

const BY_NAME: OptionRule = { what: 'an object, by name', is: isRow };
const LABELS: OptionRule = {
  what: 'the names of classes by their ids, { 0: "road" }',
  is: (labels) => isRow(labels) && Object.entries(labels).every(([id, name]) => +id >= 0 && STRING.is(name)),
};
const BOX: OptionRules<ImageBox> = {
  position: {
    what: '{ minX, maxX, minY, maxY } or { middle: [x, y], width, height }, all numbers',
    is: (position) => {
      if (!isRow(position)) return false;
      const { minX, maxX, minY, maxY, middle, width, height } = position;
      const [x, y] = Object(middle ?? [minX, maxX]) as unknown[];
      return [x, y, ...(middle ? [width, height] : [minY, maxY])].every(isNumber);
    },
  },
  domain: oneOf('pixel'),
  classId: { what: 'a whole number', is: Number.isInteger },
  caption: STRING,
  scores: { what: 'numbers by name', is: (scores) => isRow(scores) && Object.values(scores).every(isNumber) },
};
const BOXES: OptionRules<ImageBoxes> = { boxData: { what: 'a list of boxes', is: Array.isArray }, classLabels: LABELS };
const MASK: OptionRules<ImageMask> = {
  mask: { what: 'a tensor, a canvas or class ids', is: (mask) => typeof mask === 'object' && mask !== null },
  classLabels: LABELS,
};

/** Boxes, masks and classes as `new Image` takes them. */
export interface OverlayOptions {
  /** Boxes over the image, by name, such as `predictions`. Default: none. */
  boxes?: { [name: string]: ImageBoxes } | undefined;
  /** Masks of its size, by name. Default: none. */
  masks?: { [name: string]: ImageMask } | undefined;
  /** What the classes are called, where boxes and masks do not say it. Default: `class_1` and the like. */
  classes?: ImageClass[] | undefined;
}

const OVERLAYS: OptionRules<OverlayOptions> = {
  boxes: BY_NAME,
  masks: BY_NAME,
  classes: {
    what: 'a list of { id, name }',
    is: (classes) =>
      Array.isArray(classes) && classes.every((one) => isRow(one) && isNumber(one['id']) && STRING.is(one['name'])),
  },
};

/** What lies over an image, checked; the boxes are a copy, the masks are read at `log()`. */
export interface Overlays {
  boxes: { [name: string]: string };
  masks: { [name: string]: MaskLike };
  /** W&B keeps the names of classes beside the config: by type and by the name of the boxes or the mask. */
  labels: [type: string, name: string, labels: ClassLabels][];
}

/** @throws SpoorError `bad-option`. */
export function readOverlays(options: OverlayOptions): Overlays {
  checkOptions(CALLER, options, OVERLAYS);
  const { boxes, masks, classes } = options;
  const overlays: Overlays = { boxes: {}, masks: {}, labels: [] };
  const common = classes && Object.fromEntries(classes.map(({ id, name }) => [id, name]));
  for (const [name, given] of Object.entries(boxes ?? {})) {
    const path = `boxes.${name}.`;
    checkOptions(CALLER, given, BOXES, path);
    const list = checkOption(`${path}boxData`, given.boxData, BOXES.boxData!).map((box, i) => {
      checkOptions(CALLER, box, BOX, `${path}boxData[${i}].`);
      const { position, domain, classId, caption, scores } = box;
      checkOption(`${path}boxData[${i}].position`, position, BOX.position!);
      return { position, domain, class_id: classId, box_caption: caption, scores };
    });
    const labels = given.classLabels ?? common;
    overlays.boxes[name] = formatLine({ box_data: list, class_labels: labels });
    const said = labels ?? numbered(list);
    if (said) overlays.labels.push(['bounding_box', name, { ...said }]);
  }
  for (const [name, given] of Object.entries(masks ?? {})) {
    checkOptions(CALLER, given, MASK, `masks.${name}.`);
    overlays.masks[name] = checkOption(`masks.${name}.mask`, given.mask, MASK.mask!);
    const labels = given.classLabels ?? common;
    if (labels) overlays.labels.push(['mask', name, { ...labels }]);
  }
  return overlays;
}

/** What W&B calls classes that have no names; undefined where no box has a class. */
function numbered(boxes: { class_id: number | undefined }[]): ClassLabels | undefined {
  const ids = boxes.flatMap(({ class_id: id }) => id ?? []);
  return ids.length > 0 ? Object.fromEntries(ids.map((id) => [id, `class_${id}`])) : undefined;
}

/** Reads the class ids of a mask as they are now. Rejects with a sentence. */
export async function takeMask(mask: MaskLike): Promise<Mask> {
  if (isTensor(mask)) {
    const [height = 0, width = 0] = mask.shape;
    const { data } = readback.hold(mask);
    return idsOf(await data, width, height);
  }
  if (Array.isArray(mask)) return idsOf(mask.flat(), mask[0]?.length ?? 0, mask.length);
  // As long as the image is large, which is seen when that is decoded.
  if (isNumbers(mask)) return idsOf(mask as Uint8Array, 0, 0);
  const { width, height } = mask;
  if ('data' in mask) return idsOf(mask.data, width, height);
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(mask, 0, 0);
  return idsOf(context.getImageData(0, 0, width, height).data, width, height);
}

function idsOf(values: ArrayLike<number>, width: number, height: number): Mask {
  const size = width * height || values.length;
  const stride = values.length / size;
  // Of four channels the first is taken.
  if (stride !== 1 && stride !== 4)
    throw new RangeError(`a mask of ${width} × ${height} pixels must have a class id for each, not ${values.length}`);
  const ids = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const id = values[i * stride]!;
    ids[i] = id;
    if (ids[i] !== id) throw new RangeError(`class ids of a mask must be whole numbers from 0 to 255, not ${id}`);
  }
  return { ids, width };
}

import {
  isNumbers,
  isTensor,
  readback,
  type Numbers,
  type OptionRule,
  type Place,
  type TensorLike,
} from '../../values/index';
import { typeTagOf, isBlob, isRow } from '../../wire/index';
import { BITMAP, type ImageSource, type Pixels } from './item';

/** Pixels in a typed array, row by row. */
export interface PixelArray {
  /** One, three or four values a pixel: gray, RGB or RGBA. Integers are 0 to 255, other numbers 0 to 1. */
  data: Numbers;
  /** In pixels. */
  width: number;
  /** In pixels. */
  height: number;
}

/** What an image can be made of. */
export type ImageLike =
  | HTMLCanvasElement
  | OffscreenCanvas
  | ImageBitmap
  | HTMLImageElement
  | SVGSVGElement
  | HTMLVideoElement
  | VideoFrame
  | ImageData
  | PixelArray
  | Blob
  | TensorLike;

/** What can be drawn. */
type Drawable = Exclude<ImageLike, ImageData | PixelArray | Blob | TensorLike | SVGSVGElement>;

export const PICTURE: OptionRule = {
  what: 'a canvas, img, svg, video, ImageData, ImageBitmap, VideoFrame, Blob, tensor or { data, width, height }',
  is: (source) =>
    isRow(source) &&
    ('displayWidth' in source ||
      isBlob(source) ||
      isTensor(source) ||
      // A list of numbers does not say what is white.
      ('width' in source && (!('data' in source) || isNumbers(source['data'] as object)))),
};

/**
 * Takes the pixels of whatever can be drawn, now: `createImageBitmap` copies before it returns. A tensor may hold
 * several pictures. Rejects with a sentence when there are none.
 */
export async function takePictures(source: ImageLike, place: Place): Promise<ImageSource[]> {
  if (isTensor(source)) return takeTensor(source, place);
  if ('data' in source) return takePixels(source, place);
  if (isBlob(source)) return [source];
  // As it is written: the reader draws it, in any size.
  if (typeTagOf(source) === 'SVGSVGElement') return [new Blob([new XMLSerializer().serializeToString(source as Node)])];
  return [await takeDrawn(source as Drawable)];
}

async function takeDrawn(source: Drawable): Promise<ImageSource> {
  const [width, height] = sizeOf(source);
  if (!(width > 0 && height > 0))
    throw new RangeError('the image has no pixels (is it loaded, not closed, and larger than zero?)');
  try {
    // Chromium (seen with 156) forgets how the picture of a camera is to be turned as it encodes a bitmap of it.
    const isTurned = isOpaque(source) && ('naturalWidth' in source || typeTagOf(source) === 'ImageBitmap');
    if (isTurned) return await createImageBitmap(draw(source, width, height).canvas, BITMAP);
    // A canvas is given as it has its pixels, which takes no time; anything else would be a copy of each of them.
    // (Chromium 156: 0.02 ms for 224 × 224 pixels instead of 0.3 ms, and the same PNG, of a WebGL canvas too.)
    return await createImageBitmap(source, 'getContext' in source ? {} : BITMAP);
  } catch (error) {
    // As long as nobody has asked it for a context, it is empty, and some browsers cannot draw it.
    if (typeTagOf(source) === 'OffscreenCanvas' && (error as Error).name === 'InvalidStateError')
      return { data: new Uint8ClampedArray(width * height * 4), width, height };
    throw error;
  }
}

function sizeOf(source: Drawable): [number, number] {
  if ('naturalWidth' in source) return [source.naturalWidth, source.naturalHeight];
  // The attributes of a video say how large it is shown, and mostly are missing.
  if ('videoWidth' in source) return [source.videoWidth, source.videoHeight];
  if ('displayWidth' in source) return [source.displayWidth, source.displayHeight];
  return [source.width, source.height];
}

function draw(source: Drawable, width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(source, 0, 0, width, height);
  return context;
}

/**
 * Whether it is where it is seen. Pixels of another origin may be drawn but not read, so this throws; the worker would
 * fail on them, and with it all that was sent beside them.
 */
function isOpaque(source: Drawable): boolean {
  // To make one takes ten times as long as to use it.
  probe ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  probe.clearRect(0, 0, 1, 1);
  probe.drawImage(source, 0, 0, 1, 1);
  try {
    return probe.getImageData(0, 0, 1, 1).data[3] === 255;
  } catch {
    // It can never be read again.
    probe = undefined;
    throw new TypeError('its pixels are of another origin: load them with crossOrigin = "anonymous"');
  }
}

let probe: OffscreenCanvasRenderingContext2D | undefined;

async function takePixels(source: ImageData | PixelArray, place: Place): Promise<ImageSource[]> {
  const { data, width, height } = source;
  const { colorSpace = 'srgb' } = source as Partial<ImageData>;
  // Other bytes mean other colours; the browser knows which.
  if (colorSpace !== 'srgb') return [await createImageBitmap(source as ImageData, BITMAP)];
  const name = typeTagOf(data);
  if (name === 'Uint8ClampedArray' && data.length === width * height * 4)
    return [{ data: new Uint8ClampedArray(data), width, height }];
  return toPixels(data, [height, width, data.length / (width * height)], `a ${name}`, place);
}

async function takeTensor(tensor: TensorLike, place: Place): Promise<Pixels[]> {
  const { shape, dtype } = tensor;
  const { data } = readback.hold(tensor);
  return toPixels(await data, shape, `a tensor of ${dtype}`, place);
}

/**
 * Makes pictures of values; what is cut off is said.
 *
 * @param whose what has these values, in a sentence; its name says what is white.
 */
function toPixels(values: ArrayLike<number>, shape: readonly number[], whose: string, { key, drop }: Place): Pixels[] {
  const [height = 0, width = 0, channels = 1] = shape.slice(-3);
  if (shape.length < 2 || shape.length > 4 || ![1, 3, 4].includes(channels) || shape.includes(0)) {
    throw new RangeError(
      `an image has shape [height, width] or [(count,) height, width, 1, 3 or 4], not [${shape.join(', ')}]`,
    );
  }
  const most = /float|bool/i.test(whose) ? 1 : 255;
  const scale = 255 / most;
  let [low, high, nan] = [0, most, ''];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    else if (value > high) high = value;
    else if (Number.isNaN(value)) nan = ' and NaN';
  }
  // What is rounded to black or white is not cut off: a picture that is made larger has 1.0000001.
  if (low * scale <= -0.5 || high * scale >= 255.5 || nan) {
    const remedy = 'Scale them first, as by x.sub(min).div(max - min)';
    drop('clipped-image', key, `the pixels of ${whose} must be 0 to ${most}, not ${low} to ${high}${nan}. ${remedy}`);
  }
  const pictures: Pixels[] = [];
  for (let from = 0; from < values.length; from += width * height * channels) {
    const data = new Uint8ClampedArray(width * height * 4);
    for (let i = 0; i < data.length; i++) {
      const channel = i % 4;
      const at = from + (i >> 2) * channels + (channels === 1 ? 0 : channel);
      data[i] = channel === 3 && channels !== 4 ? 255 : values[at]! * scale;
    }
    pictures.push({ data, width, height });
  }
  return pictures;
}

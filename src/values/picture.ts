import { isRow, type ImageSource, type Kind, type Pixels } from '../wire/index';
import { readback } from './readback';
import { isTensor, type TensorLike } from './tensor-like';

/** What an image can be made of. */
export type ImageLike = HTMLCanvasElement | OffscreenCanvas | ImageData | ImageBitmap | HTMLImageElement | Blob | TensorLike;

export const PICTURE: Kind = {
  what: 'a canvas, img, ImageData, ImageBitmap, Blob or tensor',
  is: (source) => isRow(source) && ('width' in source || source instanceof Blob || isTensor(source)),
};

/**
 * Takes the pixels of whatever can be drawn, now: `createImageBitmap` copies before it returns. Rejects with a sentence when there are none.
 */
export async function takePicture(source: ImageLike): Promise<ImageSource> {
  if (isTensor(source)) return takeTensor(source);
  if (source instanceof Blob) return source;
  if (source instanceof ImageData) {
    return { data: new Uint8ClampedArray(source.data), width: source.width, height: source.height };
  }
  const [width, height] = sizeOf(source);
  if (!(width > 0 && height > 0)) throw new RangeError('the image has no pixels (is it loaded, and is its size above zero?)');
  if (!(source instanceof ImageBitmap)) refuseTainted(source);
  return createImageBitmap(source);
}

function sizeOf(source: Exclude<ImageLike, TensorLike | Blob | ImageData>): [number, number] {
  if ('naturalWidth' in source) return [source.naturalWidth, source.naturalHeight];
  return [source.width, source.height];
}

/** Pixels of another origin may be drawn but not read; the worker would fail on them, and with it all that was sent beside them. */
function refuseTainted(source: HTMLCanvasElement | OffscreenCanvas | HTMLImageElement): void {
  const probe = new OffscreenCanvas(1, 1).getContext('2d')!;
  probe.drawImage(source, 0, 0, 1, 1);
  probe.getImageData(0, 0, 1, 1);
}

async function takeTensor(tensor: TensorLike): Promise<Pixels> {
  const [height = 0, width = 0, channels = 1] = tensor.shape;
  if (tensor.shape.length < 2 || tensor.shape.length > 3 || ![1, 3, 4].includes(channels) || width * height === 0) {
    throw new RangeError(`an image tensor has shape [height, width] or [height, width, 1, 3 or 4], not [${tensor.shape.join(', ')}]`);
  }
  const scale = tensor.dtype === 'float32' ? 255 : 1;
  const { data: reading } = readback.hold(tensor);
  const values = await reading;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 4; channel++) {
      const from = channels === 1 ? 0 : channel;
      const opaque = channel === 3 && channels !== 4;
      data[pixel * 4 + channel] = opaque ? 255 : values[pixel * channels + from]! * scale;
    }
  }
  return { data, width, height };
}

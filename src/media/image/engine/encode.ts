import { formatLine, type ImageFileJson, type ImagesJson, type OverlaysJson } from '../../../wire/index';
import type { RunFile } from '../../../journal/index';
import type { MediaPart } from '../../../thread/draft';
import type { Encoded } from '../../engine/encoder';
import { mediaFile } from '../../engine/media-file';
import { BITMAP, type ImageFormat, type ImageItem, type ImageSource } from '../item';
import { imageTypeOf } from './image-type';

/** What lies over pictures, which this module knows nothing of: another encoder adds it. */
export interface Annotations {
  encode(item: ImageItem, width: number, height: number): Promise<{ json: OverlaysJson; files: RunFile[] }>;
  /** What a list says of them. */
  list(all: OverlaysJson[]): Partial<ImagesJson>;
}

/** Encodes pictures, one by one. */
export async function encodeImages(
  part: MediaPart<ImageItem>,
  onFailed: (error: unknown) => void,
  annotations?: Annotations,
): Promise<Encoded | null> {
  const attempts = await Promise.allSettled(
    part.items.map(async (item) => {
      const { source, caption, format, quality } = item;
      const { blob, width, height } = await toFile(source, format, quality);
      const over = await annotations?.encode(item, width, height);
      const extension = blob.type.replace('image/', '').replace('svg+xml', 'svg');
      return { ...(await mediaFile(part, 'images', extension, blob)), caption, width, height, extension, over };
    }),
  );
  const encoded = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
  for (const attempt of attempts) if (attempt.status === 'rejected') onFailed(attempt.reason);
  const [first] = encoded;
  if (!first) return null;
  const files = encoded.map(({ file }) => file);
  const { caption, width, height, sha256, extension: format, file } = first;
  // What is undefined is left out of the text.
  const one: ImageFileJson = {
    _type: 'image-file',
    sha256,
    size: file.bytes.byteLength,
    path: file.path,
    format,
    width,
    height,
    caption,
    ...first.over?.json,
  };
  const list: ImagesJson = {
    _type: 'images/separated',
    width,
    height,
    format,
    count: encoded.length,
    filenames: files.map(({ path }) => path),
    captions: encoded.some((image) => image.caption !== undefined)
      ? encoded.map((image) => image.caption ?? '')
      : undefined,
    ...annotations?.list(encoded.map(({ over }) => over!.json)),
  };
  return {
    json: formatLine(part.many ? list : one),
    files: [...files, ...encoded.flatMap(({ over }) => over?.files ?? [])],
  };
}

async function toFile(
  source: ImageSource,
  format: ImageFormat,
  quality: number | undefined,
): Promise<{ blob: Blob; width: number; height: number }> {
  if ('data' in source) {
    const { data, width, height } = source;
    const pixels = new ImageData(data as Uint8ClampedArray<ArrayBuffer>, width, height);
    return write(await createImageBitmap(pixels, BITMAP), format, quality);
  }
  if ('close' in source) return write(source, format, quality);
  const type = await imageTypeOf(source);
  const blob = type ? source.slice(0, source.size, `image/${type}`) : source;
  // It is drawn by the reader.
  if (type === 'svg+xml') return { blob, width: 0, height: 0 };
  const bitmap = await createImageBitmap(blob, BITMAP).catch(() => {
    throw new TypeError(
      `this browser cannot decode it as an image${source.type && ` (it says that it is ${source.type})`}`,
    );
  });
  const { width, height } = bitmap;
  // What only some browsers show, such as JPEG XL, is written anew.
  if (!type) return write(bitmap, format, quality);
  bitmap.close();
  return { blob, width, height };
}

async function write(bitmap: ImageBitmap, format: ImageFormat, quality: number | undefined) {
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  // Not a 2D context: Chromium makes new ones of a worker wait for the page's thread, which is busy training. (Seen
  // with 156, while the page was busy for a second: twenty took 1.0 to 1.2 s, as many `bitmaprenderer` 4 ms at most.)
  canvas.getContext('bitmaprenderer')!.transferFromImageBitmap(bitmap);
  const options = { type: `image/${format}`, ...(quality !== undefined && { quality }) };
  // WebKit (seen with WebKitGTK 2.50.6) cannot encode a bitmap that came from another thread, and can encode what was
  // drawn with it.
  const blob = await canvas.convertToBlob(options).catch(() => redrawn(canvas).convertToBlob(options));
  return { blob, width, height };
}

function redrawn(canvas: OffscreenCanvas): OffscreenCanvas {
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  copy.getContext('2d')!.drawImage(canvas, 0, 0);
  return copy;
}

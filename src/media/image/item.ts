/** How the pixels of an image are written to a file. */
export type ImageFormat = 'png' | 'jpeg' | 'webp';

/**
 * Pixels as the page could get hold of them without waiting for an encoder. A Blob is an image file already and is kept
 * as it is.
 */
export type ImageSource = ImageBitmap | Pixels | Blob;

/** RGBA, four bytes a pixel, row by row. */
export interface Pixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/**
 * How bitmaps are made of what has alpha. Multiplied by a low alpha and divided by it again, 200 would come back as
 * 170. But Firefox and WebKit (seen with 153 and WebKitGTK 2.50) take all colours of a bitmap for multiplied when they
 * draw or encode it: at half alpha, 100 would come back as 199. No browser says without waiting which it does.
 */
export const BITMAP: ImageBitmapOptions = {
  premultiplyAlpha: /Chrome/.test(globalThis.navigator?.userAgent) ? 'none' : 'premultiply',
};

/** An image on its way from the page to the worker. */
export interface ImageItem {
  source: ImageSource;
  caption: string | undefined;
  format: ImageFormat;
  quality: number | undefined;
}

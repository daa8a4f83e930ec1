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

/** An image on its way from the page to the worker. */
export interface ImageItem {
  source: ImageSource;
  caption: string | undefined;
  format: ImageFormat;
  quality: number | undefined;
}

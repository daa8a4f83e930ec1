import type { ImageItem } from '../image/item';

/** The class of each pixel, row by row. */
export interface Mask {
  ids: Uint8Array;
  /** 0 where it is as wide as the image. */
  width: number;
}

/** An image and what lies over it, on the way from the page to the worker. */
export interface AnnotatedItem extends ImageItem {
  /** Files of boxes, by name. */
  boxes?: { [name: string]: string };
  masks?: { [name: string]: Mask };
}

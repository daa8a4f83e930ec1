import { isRow, type LineValue, type Row } from '../../../wire/index';

/** An image of a row. Sizes are 0 where the client gave none. */
export interface LoggedImage {
  path: string;
  caption: string | null;
  width: number;
  height: number;
  overlays: Overlay[];
}

/** A file of what lies over an image. */
export interface Overlay {
  kind: 'boxes' | 'masks';
  /** Such as `predictions`. */
  name: string;
  path: string;
}

/** Reads the images of a logged value: one image, W&B's list object, or a list of single ones. */
export function readImages(value: LineValue): LoggedImage[] {
  if (Array.isArray(value)) return value.flatMap((one) => (Array.isArray(one) ? [] : readImages(one)));
  if (typeof value !== 'object' || value === null) return [];
  const width = sizeIn(value['width']);
  const height = sizeIn(value['height']);
  if (value['_type'] === 'image-file') {
    const { path, caption } = value;
    const overlays = overlaysIn(value['boxes'], value['masks']);
    return typeof path === 'string' ? [{ path, caption: textIn(caption), width, height, overlays }] : [];
  }
  if (value['_type'] !== 'images/separated' || !Array.isArray(value['filenames'])) return [];
  const captions = Array.isArray(value['captions']) ? value['captions'] : [];
  return value['filenames'].flatMap((path, index) =>
    typeof path === 'string'
      ? [{ path, caption: textIn(captions[index]), width, height, overlays: overlaysAt(value, index) }]
      : [],
  );
}

function overlaysAt({ all_boxes: boxes, all_masks: masks }: Row, index: number): Overlay[] {
  return overlaysIn(Array.isArray(boxes) ? boxes[index] : null, Array.isArray(masks) ? masks[index] : null);
}

/** Masks first: boxes are drawn over them. */
function overlaysIn(boxes: LineValue | undefined, masks: LineValue | undefined): Overlay[] {
  const filesIn = (kind: Overlay['kind'], files: LineValue | undefined) =>
    Object.entries(isRow(files) ? files : {}).flatMap(([name, file]): Overlay[] =>
      isRow(file) && typeof file['path'] === 'string' ? [{ kind, name, path: file['path'] }] : [],
    );
  return [...filesIn('masks', masks), ...filesIn('boxes', boxes)];
}

/**
 * How wide to show an image, in CSS pixels, and whether its pixels should stay square: digits of 28 × 28 would be
 * stamps at their own size and a blur when stretched, so small images grow by whole factors.
 *
 * @param edge how long its longer side should be; null: as it is, and about 112 for small images.
 */
export function displaySize(
  { width, height }: Pick<LoggedImage, 'width' | 'height'>,
  edge: number | null = null,
): { width: number | null; pixelated: boolean } {
  const larger = Math.max(width, height);
  if (larger === 0) return { width: edge, pixelated: false };
  if (larger > 128) return { width: edge === null ? width : Math.round((width * edge) / larger), pixelated: false };
  return { width: width * Math.max(1, Math.round((edge ?? 112) / larger)), pixelated: true };
}

function sizeIn(value: LineValue | undefined): number {
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : 0;
}

function textIn(value: LineValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * A line on its way from the page to the worker: text, or text with media between, which the worker encodes, hashes and
 * replaces by their JSON. `['{"digit":', media, ',"_step":3}']`
 */
export type Draft = string | DraftPart[];

export type DraftPart = string | ImagesToEncode;

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

export interface ImagesToEncode {
  kind: 'images';
  /** The key of the row under which they were logged: a part of their file names. */
  key: string;
  step: number;
  /** One image logged alone, or a list (`images/separated`), which may hold one too. */
  many: boolean;
  images: { source: ImageSource; caption: string | undefined; format: ImageFormat; quality: number | undefined }[];
}

/** A file of the run on its way to the worker, which reads its bytes. */
export interface SavedFile {
  path: string;
  blob: Blob;
}

/** Joins pieces to one draft; neighbouring texts become one. */
export function joinDraft(pieces: Iterable<Draft>): Draft {
  const parts: DraftPart[] = [];
  for (const piece of pieces) {
    for (const part of typeof piece === 'string' ? [piece] : piece) {
      const last = parts.at(-1);
      if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
      else parts.push(part);
    }
  }
  if (parts.length === 0) return '';
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : parts;
}

/** The objects of a draft that are moved to the worker and not copied. */
export function transferablesOf(draft: Draft): (ArrayBuffer | ImageBitmap)[] {
  if (typeof draft === 'string') return [];
  return draft.flatMap((part) => {
    if (typeof part === 'string') return [];
    return part.images.flatMap(({ source }): (ArrayBuffer | ImageBitmap)[] => {
      if ('data' in source) return [source.data.buffer as ArrayBuffer];
      return 'close' in source ? [source] : [];
    });
  });
}

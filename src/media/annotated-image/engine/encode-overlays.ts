import type { OverlayFilesJson, OverlayFileJson } from '../../../wire/index';
import type { RunFile } from '../../../journal/index';
import type { MediaPart } from '../../../thread/draft';
import { mediaFile } from '../../engine/media-file';
import type { AnnotatedItem, Mask } from '../item';
import { grayPng } from './gray-png';

/** Overlays of one kind over one image: what the row says of them, by name, and their files. */
export interface EncodedOverlays {
  json: OverlayFilesJson;
  files: RunFile[];
}

/** Undefined when there are none. */
export function encodeBoxes(part: MediaPart, boxes: AnnotatedItem['boxes']): Promise<EncodedOverlays | undefined> {
  return encodeEach(boxes, async (text) => [
    await mediaFile(part, 'metadata/boxes2D', 'boxes2D.json', new Blob([text], { type: 'application/json' })),
    'boxes2D',
  ]);
}

/** A mask of another size than the image goes to `onFailed`; of an SVG the size is not known. */
export function encodeMasks(
  part: MediaPart,
  masks: AnnotatedItem['masks'],
  width: number,
  height: number,
  onFailed: (error: unknown) => void,
): Promise<EncodedOverlays | undefined> {
  return encodeEach(masks, async (mask, name) => {
    const across = mask.width || width;
    const down = mask.ids.length / across;
    if (width > 0 ? across !== width || down !== height : !across) {
      onFailed(new RangeError(`the mask "${name}" must have ${width} × ${height} pixels, not ${sizeOf(mask)}`));
      return null;
    }
    return [await mediaFile(part, 'images/mask', 'mask.png', await grayPng(mask.ids, across)), 'mask'];
  });
}

function sizeOf({ ids, width }: Mask): string {
  return width ? `${width} × ${ids.length / width}` : `${ids.length} in all`;
}

type MediaFile = Awaited<ReturnType<typeof mediaFile>>;

async function encodeEach<T>(
  overlays: { [name: string]: T } = {},
  encode: (overlay: T, name: string) => Promise<[MediaFile, OverlayFileJson['_type']] | null>,
): Promise<EncodedOverlays | undefined> {
  const encoded: EncodedOverlays = { json: {}, files: [] };
  for (const [name, overlay] of Object.entries(overlays)) {
    const made = await encode(overlay, name);
    if (!made) continue;
    const [{ file, sha256 }, _type] = made;
    encoded.json[name] = { _type, sha256, size: file.bytes.byteLength, path: file.path };
    encoded.files.push(file);
  }
  return encoded.files.length > 0 ? encoded : undefined;
}

/** As lists have them: null for an image without any; left out where no image has any. */
export function overlaysOf(all: (OverlayFilesJson | undefined)[]): (OverlayFilesJson | null)[] | undefined {
  return all.some(Boolean) ? all.map((one) => one ?? null) : undefined;
}

import type { MediaPart } from '../../../thread/draft';
import type { Encoded } from '../../engine/encoder';
import { encodeImages } from '../../image/engine/encode';
import type { AnnotatedItem } from '../item';
import { encodeBoxes, encodeMasks, overlaysOf } from './encode-overlays';

/** Encodes pictures, and what lies over them. */
export function encodeAnnotated(
  part: MediaPart<AnnotatedItem>,
  onFailed: (error: unknown) => void,
): Promise<Encoded | null> {
  return encodeImages(part, onFailed, {
    async encode({ boxes, masks }: AnnotatedItem, width, height) {
      const [over, under] = [await encodeBoxes(part, boxes), await encodeMasks(part, masks, width, height, onFailed)];
      return {
        json: { boxes: over?.json, masks: under?.json },
        files: [...(over?.files ?? []), ...(under?.files ?? [])],
      };
    },
    list: (all) => ({
      all_boxes: overlaysOf(all.map((one) => one.boxes)),
      all_masks: overlaysOf(all.map((one) => one.masks)),
    }),
  });
}

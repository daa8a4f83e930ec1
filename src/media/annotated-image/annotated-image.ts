import type { MediaKind, Place } from '../../values/index';
import { isRow, messageOf } from '../../wire/index';
import { Image as PlainImage, type ImageOptions as PlainOptions } from '../image/image';
import type { ImageLike } from '../image/picture';
import { encode } from '../worker/encode';
import type { AnnotatedItem, Mask } from './item';
import { readOverlays, takeMask, type OverlayOptions, type Overlays } from './overlays';

/** What the `Image` of `spoor/media` takes beside the picture. */
export interface AnnotatedImageOptions extends PlainOptions, OverlayOptions {}

/**
 * The `Image` of `spoor`, with boxes, masks and the names of their classes. It takes the same pictures; where the
 * script tag of `spoor/media` is loaded, it is `spoor.Image`.
 *
 * @example
 * import { Image } from 'spoor/media';
 * const classLabels = { 0: 'road', 1: 'car' };
 * const boxData = [{ position: { minX: 0.1, maxX: 0.4, minY: 0.2, maxY: 0.5 }, classId: 1, scores: { sure: 0.9 } }];
 * run.log({
 *   street: new Image(canvas, {
 *     boxes: { predictions: { boxData, classLabels } },
 *     masks: { predictions: { mask: tensor, classLabels } },
 *   }),
 * });
 */
export class Image extends PlainImage {
  readonly #overlays: Overlays;

  /**
   * Describes a picture and what lies over it. Boxes are copied now; pixels and masks are taken at `log()`. A mask that
   * cannot be read, or is of another size than the picture, is dropped and counted as `unreadable-media`; the picture
   * stands.
   *
   * @param source what the `Image` of `spoor` takes.
   * @param options its caption, how it is written, and what lies over it.
   * @throws SpoorError `bad-option` when one of them cannot be one, such as a box without a position.
   */
  constructor(source: ImageLike, options: AnnotatedImageOptions = {}) {
    const { boxes, masks, classes, ...plain } = options ?? {};
    super(source, isRow(options) ? plain : options);
    this.#overlays = readOverlays({ boxes, masks, classes });
  }

  /** @internal One without overlays is encoded as any other. */
  override get media(): MediaKind {
    const { boxes, masks } = this.#overlays;
    return Object.keys({ ...boxes, ...masks }).length > 0 ? { ...super.media, encode } : super.media;
  }

  /** @internal */
  override async take(place: Place): Promise<AnnotatedItem[]> {
    const { boxes, masks, labels } = this.#overlays;
    const { key, drop, addSingleton } = place;
    for (const [type, name, names] of labels)
      addSingleton?.(`${type}/class_labels`, `${key}_wandb_delimeter_${name}`, { ...names });
    // All are taken before anything is awaited.
    const image = super.take(place);
    const taken = Object.entries(masks).map(async ([name, mask]): Promise<[string, Mask][]> => {
      try {
        return [[name, await takeMask(mask)]];
      } catch (error) {
        drop('unreadable-media', key, `unreadable-image: the mask "${name}": ${messageOf(error)}`);
        return [];
      }
    });
    const over = { boxes, masks: Object.fromEntries((await Promise.all(taken)).flat()) };
    const items = await image;
    if (items.length === 1) return items.map((item) => ({ ...item, ...over }));
    const detail = `boxes and masks lie over one image, not over ${items.length} of one tensor. Log a list of images`;
    if (Object.keys({ ...boxes, ...masks }).length > 0) drop('unreadable-media', key, `unreadable-image: ${detail}`);
    return items;
  }
}

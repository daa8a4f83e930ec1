import {
  checkOption,
  checkOptions,
  encodeMedia,
  LOGGABLE,
  oneOf,
  type Fragment,
  type Media,
  type MediaKind,
  type OptionRule,
  type OptionRules,
  type Place,
} from '../../values/index';
import { bindMethods, MAX_IMAGES } from '../../wire/index';
import { CAPTION, captionOf } from '../caption';
import type { ImageFormat, ImageItem } from './item';
import { PICTURE, takePictures, type ImageLike, type PixelArray } from './picture';

export type { ImageLike, PixelArray };

/** What `new Image` takes beside the picture. */
export interface ImageOptions {
  /** A line of text under the image, or a number, such as a label. Default: none. */
  caption?: string | number;
  /**
   * How the worker writes it; default `png`, also where the browser cannot write `webp` (WebKit). A Blob keeps the
   * format that it has.
   */
  format?: ImageFormat;
  /** Of `jpeg` and `webp`: 0 to 1; the browser's default when absent. */
  quality?: number;
}

const FORMAT = oneOf('png', 'jpeg', 'webp');
const QUALITY: OptionRule = {
  what: 'a number from 0 to 1',
  is: (value) => typeof value === 'number' && value >= 0 && value <= 1,
};
/** Every page that wants them would look for them here. */
const OF_MEDIA: OptionRule = { what: "left to the Image of 'spoor/media'", is: () => false };
const OPTIONS: OptionRules<ImageOptions & { boxes?: never; masks?: never; classes?: never }> = {
  caption: CAPTION,
  format: FORMAT,
  quality: QUALITY,
  boxes: OF_MEDIA,
  masks: OF_MEDIA,
  classes: OF_MEDIA,
};

/**
 * A picture to log. Its pixels are taken at `log()`, encoded in the worker, and stored as a file of the run.
 *
 * @example run.log({ digit: new Image(canvas, { caption: 'a seven' }) });
 * @example run.log({ samples: tensors.map((t) => new Image(t)) }); // a list is one value, of up to 108 images
 */
export class Image implements Media {
  readonly #source: ImageLike;
  readonly #caption: string | undefined;
  readonly #format: ImageFormat;
  readonly #quality: number | undefined;

  /**
   * Describes a picture; `log()` takes its pixels.
   *
   * @param source a canvas, an OffscreenCanvas, ImageData of any colour space and pixel format, an ImageBitmap, a
   * loaded img or video, an svg element (which is kept as it is), a VideoFrame, a Blob, `{ data, width, height }` with
   * a typed array of one, three or four values a pixel, or a tensor of shape [height, width], [height, width, 1],
   * [height, width, 3] or [height, width, 4]; one of shape [count, height, width, 1, 3 or 4] is a list of so many
   * images. The values of int32 tensors and integer arrays are 0 to 255, those of float32 0 to 1, those of bool black
   * and white; what lies outside is cut off, said once and counted as `clipped-image`. A Blob of an image that every
   * browser shows (png, jpeg, webp, gif, avif, bmp, svg) is kept as it is, whatever type it says that it has; what
   * else the browser can decode is written anew. A WebGL canvas without `preserveDrawingBuffer` must be logged in the
   * frame that drew it. Colours of other spaces are converted to sRGB.
   * @param options its caption, and how it is written.
   * @throws SpoorError `bad-option` when source, caption, format or quality cannot be one.
   */
  constructor(source: ImageLike, options: ImageOptions = {}) {
    checkOption('The source of an image', source, PICTURE);
    checkOptions('new Image()', options, OPTIONS);
    const { caption, format = 'png', quality } = options;
    this.#source = source;
    this.#caption = captionOf(caption);
    this.#format = format;
    this.#quality = quality;
    bindMethods(this);
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    return encodeMedia([this], false, place);
  }

  /** @internal */
  get media(): MediaKind {
    return { name: 'image', mostInList: MAX_IMAGES };
  }

  /** @internal */
  async take(place: Place): Promise<ImageItem[]> {
    const [caption, format, quality] = [this.#caption, this.#format, this.#quality];
    return (await takePictures(this.#source, place)).map((source) => ({ source, caption, format, quality }));
  }
}

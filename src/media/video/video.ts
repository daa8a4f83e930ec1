import {
  checkOption,
  checkOptions,
  encodeMedia,
  LOGGABLE,
  oneOf,
  STRING,
  type Fragment,
  type Media,
  type MediaKind,
  type OptionRule,
  type OptionRules,
  type Place,
} from '../../values/index';
import { bindMethods, SpoorError, typeTagOf } from '../../wire/index';
import { CLIP, takeClip, type FrameLike, type VideoArray, type VideoSource } from './clip';
import type { Layout, VideoFormat, VideoItem } from './item';
import { encode } from './worker/encode';

export type { FrameLike, VideoArray, VideoSource };

/** What `new Video` takes beside the clip. */
export interface VideoOptions {
  /** Frames a second, above 0 and at most 240; default 4. A Blob has its own. In a GIF, no more than 50. */
  fps?: number;
  /** A line of text under the clip. Default: none. */
  caption?: string;
  /**
   * What frames are written to; default `webm`, with VP9 or VP8. `mp4` is written with H.264, or else with VP9. A
   * browser without WebCodecs can encode neither and writes a `gif`; pages that are not secure (http) lack it too. A
   * Blob keeps the format that it has.
   */
  format?: VideoFormat;
  /**
   * The order of the dimensions of a tensor or an array: `thwc`, the default, is [time, height, width, channels], as in
   * TensorFlow.js; `tchw` is [time, channels, height, width], as W&B's Python client takes it.
   */
  layout?: Layout;
  /**
   * In pixels: how wide frames are drawn, and of a Blob, what its value says of its size. Default: as wide as the
   * frames are; where only `height` is given, in proportion to it.
   */
  width?: number;
  /** As `width`. Default: as high as the frames are; where only `width` is given, in proportion to it. */
  height?: number;
}

const SIZE: OptionRule = {
  what: 'a whole number of pixels from 1 to 16384',
  is: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 16_384,
};
const FPS: OptionRule = {
  what: 'a number above 0 and at most 240',
  is: (value) => typeof value === 'number' && value > 0 && value <= 240,
};
const OPTIONS: OptionRules<VideoOptions> = {
  fps: FPS,
  caption: STRING,
  format: oneOf('webm', 'mp4', 'gif'),
  layout: oneOf('thwc', 'tchw'),
  width: SIZE,
  height: SIZE,
};

/**
 * A clip to log. What it is made of is taken at `log()`; a worker makes a video file of it, which becomes a file of the
 * run. It has no sound, unless it comes as a Blob that has.
 *
 * @example run.log({ episode: new Video(canvases, { fps: 30, caption: 'the pole falls' }) });
 * @example run.log({ rollout: new Video(tensor) }); // of shape [time, height, width, 3]
 * @example run.log({ camera: new Video(recordedBlob) });
 */
export class Video implements Media {
  readonly #source: VideoSource;
  readonly #options: VideoOptions;

  /**
   * Describes a clip; `log()` takes its frames.
   *
   * @param source one of these. A Blob of a video (mp4, webm, ogg or gif, whatever type it says that it has), which is
   * kept byte for byte. A list of frames of one size, each as `new Image` takes it: canvases, ImageData, ImageBitmaps,
   * VideoFrames, images, tensors. A tensor, or `{ data, shape }` with a typed array, of shape [time, height, width, 1,
   * 3 or 4]; integers are 0 to 255, other numbers 0 to 1, as in an `Image`, and what lies outside is cut off, said once
   * and counted as `clipped-image`. Videos have no transparency: what is transparent is black.
   * @param options its caption, and how it is written.
   * @throws SpoorError `bad-option` when it is something else, such as a MediaStream, or an option is out of range.
   */
  constructor(source: VideoSource, options: VideoOptions = {}) {
    if (typeTagOf(source) === 'MediaStream') {
      const hint = 'record it with a MediaRecorder, and log the Blob that this gives';
      throw new SpoorError('bad-option', `The source of a Video must be ${CLIP.what}, not a MediaStream: ${hint}.`);
    }
    checkOption('The source of a Video', source, CLIP);
    checkOptions('new Video()', options, OPTIONS);
    this.#source = source;
    this.#options = { ...options };
    bindMethods(this);
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    return encodeMedia([this], false, place);
  }

  /** @internal */
  get media(): MediaKind {
    return { name: 'video', mostInList: Infinity, encode };
  }

  /** @internal */
  async take(place: Place): Promise<VideoItem> {
    const { fps = 4, caption, format = 'webm', layout = 'thwc', width, height } = this.#options;
    return { clip: await takeClip(this.#source, layout, place), fps, caption, format, width, height };
  }
}

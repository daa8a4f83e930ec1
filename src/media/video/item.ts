import type { ImageSource } from '../image/item';

/** What a clip that is written from frames can be. */
export type VideoFormat = 'webm' | 'mp4' | 'gif';

/** The order of the dimensions of an array: time, height, width, channels; or with the channels before the height. */
export type Layout = 'thwc' | 'tchw';

/** All frames of a clip, one byte a value. */
export interface FrameBytes {
  bytes: Uint8Array;
  count: number;
  height: number;
  width: number;
  /** 1, grey; 3, RGB; or 4, RGBA. */
  channels: number;
  layout: Layout;
}

/** A file that is kept as it is, or frames. */
export type Clip = { file: Blob } | { frames: ImageSource[] } | FrameBytes;

/** A clip on its way from the page to its encoder. */
export interface VideoItem {
  clip: Clip;
  caption: string | undefined;
  fps: number;
  format: VideoFormat;
  /** The size that was asked for. */
  width: number | undefined;
  height: number | undefined;
}

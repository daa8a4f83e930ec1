import type { FrameCanvas } from './canvas';

/** Writes one video file, of frames that are drawn on a canvas. */
export interface ClipWriter {
  /** Adds the frame that is on the canvas, with its times in seconds. Resolves when there is room for another. */
  add(canvas: FrameCanvas, from: number, to: number): Promise<void>;
  finish(): Promise<Blob>;
  /** Gives everything back, when there will be no file. */
  cancel(): Promise<void>;
}

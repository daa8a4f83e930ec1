import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import type { FrameCanvas } from './canvas';
import type { ClipWriter } from './writer';

/** A GIF counts time in hundredths of a second; browsers take what is shorter than two of them for ten. */
const SHORTEST = 2;

/** Writes an animated GIF, which plays for ever, and takes any browser: the last resort. */
export class GifWriter implements ClipWriter {
  readonly #gif = GIFEncoder();

  async add(frames: FrameCanvas, from: number, to: number): Promise<void> {
    const { width, height } = frames.canvas;
    const pixels = frames.read();
    const palette = quantize(pixels, 256);
    // Rounded from the beginning of the clip, so that it takes as long as it should.
    const delay = Math.max(SHORTEST, Math.round(to * 100) - Math.round(from * 100)) * 10;
    this.#gif.writeFrame(applyPalette(pixels, palette), width, height, { palette, delay });
  }

  async finish(): Promise<Blob> {
    this.#gif.finish();
    return new Blob([this.#gif.bytes()], { type: 'image/gif' });
  }

  async cancel(): Promise<void> {}
}

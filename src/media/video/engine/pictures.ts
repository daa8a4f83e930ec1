import type { ImageSource } from '../../image/item';
import type { FrameBytes } from '../item';

/** The frames of a clip, one by one, so that no two of them are in memory unpacked. Whoever gets one closes it. */
export async function* picturesOf(clip: { frames: ImageSource[] } | FrameBytes): AsyncGenerator<ImageBitmap> {
  if ('frames' in clip) {
    let next = 0;
    try {
      for (const frame of clip.frames) {
        next++;
        yield await pictureOf(frame);
      }
    } finally {
      for (const rest of clip.frames.slice(next)) if ('close' in rest) rest.close();
    }
  } else {
    const { width, height } = clip;
    for (let index = 0; index < clip.count; index++)
      yield createImageBitmap(new ImageData(rgbaOf(clip, index), width, height));
  }
}

async function pictureOf(frame: ImageSource): Promise<ImageBitmap> {
  if ('close' in frame) return frame;
  if (!('data' in frame)) return createImageBitmap(frame);
  const { data, width, height } = frame;
  return createImageBitmap(new ImageData(data as Uint8ClampedArray<ArrayBuffer>, width, height));
}

/** Four bytes a pixel, row by row. */
export function rgbaOf(
  { bytes, height, width, channels, layout }: FrameBytes,
  index: number,
): Uint8ClampedArray<ArrayBuffer> {
  const size = height * width;
  const start = index * size * channels;
  // How far apart two pixels are, and two channels of one pixel.
  const [pixelStep, channelStep] = layout === 'thwc' ? [channels, 1] : [1, size];
  const [green, blue] = channels === 1 ? [0, 0] : [channelStep, 2 * channelStep];
  const data = new Uint8ClampedArray(size * 4);
  for (let pixel = 0; pixel < size; pixel++) {
    const from = start + pixel * pixelStep;
    const to = pixel * 4;
    data[to] = bytes[from]!;
    data[to + 1] = bytes[from + green]!;
    data[to + 2] = bytes[from + blue]!;
    data[to + 3] = channels === 4 ? bytes[from + 3 * channelStep]! : 255;
  }
  return data;
}

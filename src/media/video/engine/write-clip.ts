import type { Clip, VideoItem } from '../item';
import { FrameCanvas } from './canvas';
import { CodecWriter, codecFor } from './codec-writer';
import { GifWriter } from './gif-writer';
import { picturesOf } from './pictures';
import type { ClipWriter } from './writer';

/** A clip of frames. */
export type FramesItem = VideoItem & { clip: Exclude<Clip, { file: Blob }> };

export interface Written {
  blob: Blob;
  width: number;
  height: number;
}

/** Makes a file of frames. However many they are, one is in memory unpacked, and few wait for the encoder. */
export async function writeClip(item: FramesItem): Promise<Written> {
  let started: { canvas: FrameCanvas; writer: ClipWriter } | undefined;
  let count = 0;
  try {
    for await (const picture of picturesOf(item.clip)) {
      started ??= await start(picture, item).catch((error: unknown) => {
        picture.close();
        throw error;
      });
      started.canvas.draw(picture);
      await started.writer.add(started.canvas, count / item.fps, ++count / item.fps);
    }
    const { writer, canvas } = started!;
    const { width, height } = canvas.canvas;
    return { blob: await writer.finish(), width, height };
  } catch (error) {
    await started?.writer.cancel();
    throw error;
  }
}

/** Chooses what the browser can write, for frames like the first. */
async function start(first: ImageBitmap, item: FramesItem): Promise<{ canvas: FrameCanvas; writer: ClipWriter }> {
  for (const container of item.format === 'mp4' ? (['mp4', 'webm'] as const) : (['webm'] as const)) {
    if (item.format === 'gif') break;
    const canvas = new FrameCanvas(first, item, container === 'mp4');
    const { width, height } = canvas.canvas;
    const codec = await codecFor(container, { width, height });
    if (codec) return { canvas, writer: new CodecWriter(canvas, container, codec) };
  }
  return { canvas: new FrameCanvas(first, item, false), writer: new GifWriter() };
}

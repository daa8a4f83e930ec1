import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  Quality,
  WebMOutputFormat,
  type VideoCodec,
} from 'mediabunny';
import type { FrameCanvas } from './canvas';
import type { ClipWriter } from './writer';

export type Container = 'webm' | 'mp4';

/** Of each container what most browsers play; the first that this browser can encode is taken. */
const CODECS: Record<Container, VideoCodec[]> = { webm: ['vp9', 'vp8'], mp4: ['avc', 'vp9'] };

/** The codec for a clip in a container; null where the browser can encode none of it, or has no WebCodecs. */
export async function codecFor(container: Container, size: { width: number; height: number }): Promise<VideoCodec | null> {
  if (typeof VideoEncoder === 'undefined') return null;
  return getFirstEncodableVideoCodec(CODECS[container], size);
}

/** Writes a WebM or an MP4 by the encoder of the browser. */
export class CodecWriter implements ClipWriter {
  readonly #target = new BufferTarget();
  readonly #output: Output;
  readonly #source: CanvasSource;
  readonly #type: string;
  readonly #started: Promise<void>;

  constructor({ canvas }: FrameCanvas, container: Container, codec: VideoCodec) {
    this.#type = `video/${container}`;
    const format = container === 'webm' ? new WebMOutputFormat() : new Mp4OutputFormat({ fastStart: 'in-memory' });
    this.#output = new Output({ format, target: this.#target });
    this.#source = new CanvasSource(canvas, { codec, quality: new Quality('high') });
    this.#output.addVideoTrack(this.#source);
    this.#started = this.#output.start();
  }

  async add(_frames: FrameCanvas, from: number, to: number): Promise<void> {
    await this.#started;
    await this.#source.add(from, to - from);
  }

  async finish(): Promise<Blob> {
    await this.#output.finalize();
    return new Blob([this.#target.buffer!], { type: this.#type });
  }

  async cancel(): Promise<void> {
    await this.#output.cancel();
  }
}

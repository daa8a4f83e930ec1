import type { Quarters } from './colours';

/** What the sources of the table are made with, in the page. */
export interface Tools {
  /** Of a picture, in pixels, both ways. */
  size: number;
  /** The colours that are to be drawn. */
  drawn: Quarters;
  /** The picture in bytes: gray takes the red. */
  bytes(channels?: 1 | 3 | 4): Uint8ClampedArray<ArrayBuffer>;
  /** The same from 0 to 1. */
  floats(channels?: 1 | 3 | 4): number[];
  data(settings?: ImageDataSettings): ImageData;
  /** ImageData of floats; null where there is none. */
  floatData(colorSpace: PredefinedColorSpace): ImageData | null;
  /** Draws the picture, in the colour space of the canvas; null where a canvas cannot have the settings. */
  draw<C extends HTMLCanvasElement | OffscreenCanvas>(canvas: C, settings?: Record<string, unknown>): C | null;
  /** The same by WebGL; null where there is none. */
  drawGl<C extends HTMLCanvasElement | OffscreenCanvas>(canvas: C, attributes?: WebGLContextAttributes): C | null;
  canvas(): HTMLCanvasElement;
  offscreen(): OffscreenCanvas;
  /** A file of `files.json`. */
  file(name: string, type?: string): Blob;
  img(file: Blob): Promise<HTMLImageElement>;
  /** Of a frame of video; null where there is none. */
  frame(format: 'RGBA' | 'I420' | 'NV12'): VideoFrame | null;
  /** A loaded video; null where the browser cannot play it. */
  video(name: string): Promise<HTMLVideoElement | null>;
  /** What is done when the picture is logged. */
  after: (() => void)[];
}

/** Runs in the page, so it uses nothing from outside of itself. */
export function makeTools(drawn: Quarters, files: Record<string, string>): Tools {
  const size = 32;
  const half = size / 2;
  const after: (() => void)[] = [];
  const colourAt = (pixel: number) => drawn[(pixel % size < half ? 0 : 1) + (pixel < size * half ? 0 : 2)]!;
  const bytes = (channels: 1 | 3 | 4 = 4) =>
    Uint8ClampedArray.from(
      { length: size * size * channels },
      (_, i) => colourAt(Math.floor(i / channels))[i % channels]!,
    );
  const floats = (channels: 1 | 3 | 4 = 4) => Array.from(bytes(channels), (value) => value / 255);
  const data = (settings?: ImageDataSettings) => new ImageData(bytes(), size, size, settings);
  const file = (name: string, type = '') =>
    new Blob([Uint8Array.from(atob(files[name]!), (char) => char.charCodeAt(0))], { type });
  const sized = <C extends HTMLCanvasElement | OffscreenCanvas>(canvas: C): C =>
    Object.assign(canvas, { width: size, height: size });
  return {
    size,
    drawn,
    after,
    bytes,
    floats,
    data,
    file,
    canvas: () => sized(document.createElement('canvas')),
    offscreen: () => new OffscreenCanvas(size, size),
    floatData(colorSpace) {
      const { Float16Array: Floats } = globalThis as unknown as { Float16Array?: { from(list: number[]): never } };
      if (!Floats) return null;
      try {
        const made = new ImageData(Floats.from(floats()), size, size, {
          colorSpace,
          pixelFormat: 'rgba-float16',
        } as never);
        return made.data instanceof Uint8ClampedArray ? null : made;
      } catch {
        return null;
      }
    },
    draw(canvas, settings = {}) {
      const context = (canvas as HTMLCanvasElement).getContext('2d', settings) as CanvasRenderingContext2D;
      const has = (context.getContextAttributes?.() ?? {}) as unknown as Record<string, unknown>;
      if (Object.entries(settings).some(([name, value]) => has[name] !== value)) return null;
      const { colorSpace } = settings as ImageDataSettings;
      context.putImageData(data(colorSpace && { colorSpace }), 0, 0);
      return canvas;
    },
    drawGl(canvas, attributes) {
      const gl = (canvas as HTMLCanvasElement).getContext('webgl', attributes);
      if (!gl) return null;
      gl.enable(gl.SCISSOR_TEST);
      drawn.forEach(([red, green, blue, alpha], i) => {
        // Its first row is the lowest.
        gl.scissor((i % 2) * half, i < 2 ? half : 0, half, half);
        gl.clearColor(red / 255, green / 255, blue / 255, alpha / 255);
        gl.clear(gl.COLOR_BUFFER_BIT);
      });
      return canvas;
    },
    async img(blob) {
      const img = document.createElement('img');
      img.src = URL.createObjectURL(blob);
      await img.decode();
      return img;
    },
    frame(format) {
      if (typeof VideoFrame === 'undefined') return null;
      const init = { codedWidth: size, codedHeight: size, timestamp: 0 };
      const rgba = bytes();
      if (format === 'RGBA') {
        const frame = new VideoFrame(rgba, { ...init, format });
        after.push(() => frame.close());
        return frame;
      }
      // Rec. 709 with black at 16 and white at 235; two by two pixels share a colour.
      const yuv = (x: number, y: number) => {
        const [r, g, b] = rgba.subarray((y * size + x) * 4);
        const luma = 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
        const scaled = [
          16 + (luma * 219) / 255,
          128 + ((b! - luma) / 1.8556) * (224 / 255),
          128 + ((r! - luma) / 1.5748) * (224 / 255),
        ];
        return scaled.map(Math.round) as [number, number, number];
      };
      const luma = Array.from({ length: size * size }, (_, i) => yuv(i % size, Math.floor(i / size))[0]);
      const chroma = Array.from({ length: half * half }, (_, i) =>
        yuv((i % half) * 2, Math.floor(i / half) * 2).slice(1),
      );
      const [u, v] = [chroma.map((pair) => pair[0]!), chroma.map((pair) => pair[1]!)];
      const planes = new Uint8Array([...luma, ...(format === 'I420' ? [...u, ...v] : chroma.flat())]);
      const colorSpace = { primaries: 'bt709', transfer: 'iec61966-2-1', matrix: 'bt709', fullRange: false } as const;
      const frame = new VideoFrame(planes, { ...init, format, colorSpace });
      after.push(() => frame.close());
      return frame;
    },
    async video(name) {
      const video = document.createElement('video');
      if (video.canPlayType('video/webm; codecs="vp8"') === '') return null;
      video.muted = true;
      video.preload = 'auto';
      const loaded = new Promise<boolean>((resolve) => {
        video.addEventListener('loadeddata', () => resolve(true));
        video.addEventListener('error', () => resolve(false));
      });
      video.src = URL.createObjectURL(file(name, 'video/webm'));
      return (await loaded) ? video : null;
    },
  };
}

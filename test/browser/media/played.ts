import type { Page } from 'playwright-core';

export interface Played {
  width: number;
  height: number;
  /** In seconds. */
  duration: number;
  /** The colour in the middle of the picture, [red, green, blue], at each of the times. */
  colours: number[][];
}

/** Plays a stored video in a page, and looks at it at some times, in seconds. */
export function play(page: Page, bytes: Buffer, type: string, times: number[]): Promise<Played> {
  return page.evaluate(
    async ({ base64, type, times }) => {
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const video = document.createElement('video');
      const event = (name: string) =>
        new Promise((resolve, reject) => {
          video.addEventListener(name, resolve, { once: true });
          video.addEventListener('error', () => reject(new Error(video.error!.message)), { once: true });
        });
      video.muted = true;
      video.preload = 'auto';
      const loaded = event('loadeddata');
      video.src = URL.createObjectURL(new Blob([data], { type }));
      await loaded;
      const { videoWidth: width, videoHeight: height, duration } = video;
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d')!;
      const colours: number[][] = [];
      for (const time of times) {
        const seeked = event('seeked');
        video.currentTime = time;
        await seeked;
        context.drawImage(video, 0, 0);
        colours.push(Array.from(context.getImageData(width >> 1, height >> 1, 1, 1).data).slice(0, 3));
      }
      return { width, height, duration, colours };
    },
    { base64: bytes.toString('base64'), type, times },
  );
}

export interface PlayedGif {
  width: number;
  height: number;
  frames: { ms: number; colour: number[] }[];
}

/** The frames of a stored GIF, as the browser decodes them. */
export function readGif(page: Page, bytes: Buffer): Promise<PlayedGif> {
  return page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const decoder = new ImageDecoder({ data, type: 'image/gif' });
    const read: PlayedGif = { width: 0, height: 0, frames: [] };
    // Behind the last frame, decoding fails.
    for (let frameIndex = 0; ; frameIndex++) {
      const image = await decoder.decode({ frameIndex }).then(
        (decoded) => decoded.image,
        () => null,
      );
      if (!image) return read;
      [read.width, read.height] = [image.displayWidth, image.displayHeight];
      const context = new OffscreenCanvas(read.width, read.height).getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data: pixel } = context.getImageData(read.width >> 1, read.height >> 1, 1, 1);
      read.frames.push({ ms: image.duration! / 1000, colour: Array.from(pixel).slice(0, 3) });
      image.close();
    }
  }, bytes.toString('base64'));
}

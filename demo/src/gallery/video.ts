import { Video } from 'spoor/video';
import { differentNumbers, fileOf, type Exhibit } from './exhibit';

const SIZE = 64;
const FPS = 12;

/** A ball that falls, faster with each step. */
function frames(step: number): OffscreenCanvas[] {
  return Array.from({ length: FPS }, (_, i) => {
    const canvas = new OffscreenCanvas(SIZE, SIZE);
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#10141c';
    context.fillRect(0, 0, SIZE, SIZE);
    context.fillStyle = '#f3c33c';
    context.beginPath();
    context.arc(SIZE / 2, Math.min(SIZE - 8, 8 + (i * i * (step + 1)) / 6), 8, 0, 2 * Math.PI);
    context.fill();
    return canvas;
  });
}

/** How bright a picture is, in squares of 8 pixels: what a codec changes within them does not count. */
function brightness(picture: CanvasImageSource): number[] {
  const context = new OffscreenCanvas(8, 8).getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, 8, 8);
  const { data } = context.getImageData(0, 0, 8, 8);
  return Array.from({ length: 64 }, (_, at) => (data[at * 4]! + data[at * 4 + 1]! + data[at * 4 + 2]!) / 3);
}

async function happening(player: HTMLVideoElement, name: string): Promise<void> {
  await new Promise((resolve, reject) => {
    player.addEventListener(name, resolve, { once: true });
    player.addEventListener('error', () => reject(new Error('It cannot be played.')), { once: true });
  });
}

export const video: Exhibit = {
  kind: 'Video',
  what: 'a drawn clip',
  key: 'ball',
  shown: { tab: 'media', selector: 'video' },
  make: ({ step }) => new Video(frames(step), { fps: FPS, caption: `${step + 1} g` }),
  async difference(stored, { step }) {
    const player = document.createElement('video');
    player.muted = true;
    player.preload = 'auto';
    const loaded = happening(player, 'loadeddata');
    player.src = URL.createObjectURL(await fileOf(stored));
    await loaded;
    const { videoWidth: width, videoHeight: height, duration } = player;
    if (width !== SIZE || height !== SIZE || Math.abs(duration - 1) > 0.1)
      return `it is ${width} × ${height} and lasts ${duration} s`;
    for (const [at, frame] of frames(step).entries()) {
      const sought = happening(player, 'seeked');
      player.currentTime = (at + 0.5) / FPS;
      await sought;
      const fault = differentNumbers(brightness(player), brightness(frame), 24);
      if (fault) return `frame ${at}, as 8 × 8 squares: ${fault}`;
    }
    return null;
  },
};

import { Video } from 'spoor/video';
import type { Exhibit } from './exhibit';

const SIZE = 64;

/** A ball that falls, faster with each step. */
function frames(step: number): OffscreenCanvas[] {
  return Array.from({ length: 12 }, (_, i) => {
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

export const video: Exhibit = {
  kind: 'Video',
  what: 'a drawn clip',
  key: 'ball',
  shown: { tab: 'media', selector: 'video' },
  make: (step) => new Video(frames(step), { fps: 12, caption: `${step + 1} g` }),
  async difference({ json, file }) {
    const player = document.createElement('video');
    player.src = URL.createObjectURL(await file(json['path']));
    await new Promise((resolve, reject) => {
      player.addEventListener('loadedmetadata', resolve);
      player.addEventListener('error', () => reject(new Error('It cannot be played.')));
    });
    const { videoWidth: width, videoHeight: height, duration } = player;
    const isSame = width === SIZE && height === SIZE && Math.abs(duration - 1) < 0.1;
    return isSame ? null : `it is ${width} × ${height} and lasts ${duration} s`;
  },
};

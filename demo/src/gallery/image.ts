import { Image } from 'spoor';
import { differentNumbers, fileOf, pixelsOf, type Exhibit } from './exhibit';

const SIZE = 96;

/** A ring, wider with each step, drawn on a canvas. */
function ring(step: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(SIZE, SIZE);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#f3c33c';
  context.fillRect(0, 0, SIZE, SIZE);
  context.lineWidth = 6;
  context.strokeStyle = '#2f5bd7';
  context.beginPath();
  context.arc(SIZE / 2, SIZE / 2, 12 + 12 * step, 0, 2 * Math.PI);
  context.stroke();
  return canvas;
}

export const image: Exhibit = {
  kind: 'Image',
  what: 'a drawing on a canvas',
  key: 'ring',
  shown: { tab: 'images', selector: 'img' },
  make: ({ step }) => new Image(ring(step), { caption: `radius ${12 + 12 * step}` }),
  async difference(stored, { step }) {
    const [is, was] = await Promise.all([pixelsOf(await fileOf(stored)), pixelsOf(ring(step))]);
    return differentNumbers(is.data, was.data);
  },
};

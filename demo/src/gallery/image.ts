import { Image } from 'spoor';
import { differentNumbers, type Exhibit } from './exhibit';

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

function pixelsOf(canvas: OffscreenCanvas): Uint8ClampedArray {
  return canvas.getContext('2d')!.getImageData(0, 0, SIZE, SIZE).data;
}

export const image: Exhibit = {
  kind: 'Image',
  what: 'a drawing on a canvas',
  key: 'ring',
  shown: { tab: 'images', selector: 'img' },
  make: (step) => new Image(ring(step), { caption: `radius ${12 + 12 * step}` }),
  async difference({ json, file }, step) {
    const bitmap = await createImageBitmap(await file(json['path']));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
    return differentNumbers(pixelsOf(canvas), pixelsOf(ring(step)));
  },
};

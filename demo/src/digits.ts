import * as tf from '@tensorflow/tfjs';

/** Side of a digit in pixels. */
export const SIDE = 28;

/** Handwritten digits: LeCun, Cortes and Burges' MNIST, as `scripts/digits.mjs` puts it beside the page. */
export interface Digits {
  count: number;
  /** One byte a pixel, 0 is paper and 255 is ink. */
  pixels: Uint8Array;
  labels: Uint8Array;
}

/** Fetches the digits `train` or `test`. They lie beside the page; nothing is downloaded from elsewhere. */
export async function loadDigits(set: 'train' | 'test'): Promise<Digits> {
  const [pixels, labels] = await Promise.all([
    fetchBytes(`digits/${set}-images.bin`),
    fetchBytes(`digits/${set}-labels.bin`),
  ]);
  return { count: labels.length, pixels, labels };
}

async function fetchBytes(address: string): Promise<Uint8Array> {
  const answer = await fetch(address);
  if (!answer.ok)
    throw new Error(`The digits are not here: ${address} answers ${answer.status}. Run node scripts/digits.mjs.`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** The chosen digits as the network takes them. The caller disposes both. */
export function toTensors(digits: Digits, chosen: ArrayLike<number>): { xs: tf.Tensor4D; ys: tf.Tensor2D } {
  const size = SIDE * SIDE;
  const pixels = new Float32Array(chosen.length * size);
  const labels = new Int32Array(chosen.length);
  for (let i = 0; i < chosen.length; i++) {
    const at = chosen[i]!;
    for (let p = 0; p < size; p++) pixels[i * size + p] = digits.pixels[at * size + p]! / 255;
    labels[i] = digits.labels[at]!;
  }
  return {
    xs: tf.tensor4d(pixels, [chosen.length, SIDE, SIDE, 1]),
    ys: tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), 10).toFloat() as tf.Tensor2D),
  };
}

/** One digit as a picture, ink on paper. */
export function toImageData(digits: Digits, at: number): ImageData {
  const image = new ImageData(SIDE, SIDE);
  for (let p = 0; p < SIDE * SIDE; p++) {
    image.data.fill(255 - digits.pixels[at * SIDE * SIDE + p]!, p * 4, p * 4 + 3);
    image.data[p * 4 + 3] = 255;
  }
  return image;
}

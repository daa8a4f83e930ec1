import * as tf from '@tensorflow/tfjs';
import { loadDigits, SIDE, toTensors, type Digits } from '../digits';

const LEARNED_DIGITS = 2_000;
const TESTED_DIGITS = 300;

/** What a small network has made of an epoch. The gallery shows it. */
export interface Lesson {
  /** The epoch, from 0. */
  step: number;
  /** The network itself. */
  network: tf.Sequential;
  /** The loss of each batch. */
  losses: number[];
  /** How much ink of each pixel speaks for each digit: 10 numbers for each of 784 pixels. */
  weights: Float32Array;
  test: Digits;
  /** Of each test digit, how likely it is each of the ten. */
  scores: number[][];
  /** What each test digit is taken for. */
  guesses: number[];
}

/** Teaches a network of one layer to read digits, and looks at it after each epoch. */
export async function learn(epochs: number): Promise<Lesson[]> {
  await tf.setBackend('cpu');
  const network = tf.sequential({
    layers: [tf.layers.flatten({ inputShape: [SIDE, SIDE, 1] }), tf.layers.dense({ units: 10, activation: 'softmax' })],
  });
  network.compile({ optimizer: tf.train.adam(0.003), loss: 'categoricalCrossentropy' });
  const learned = toTensors(await loadDigits('train'), firsts(LEARNED_DIGITS));
  const all = await loadDigits('test');
  const test = {
    count: TESTED_DIGITS,
    pixels: all.pixels.slice(0, TESTED_DIGITS * SIDE * SIDE),
    labels: all.labels.slice(0, TESTED_DIGITS),
  };
  const { xs } = toTensors(test, firsts(TESTED_DIGITS));
  const lessons: Lesson[] = [];
  for (let step = 0; step < epochs; step++) {
    const losses: number[] = [];
    await network.fit(learned.xs, learned.ys, {
      batchSize: 50,
      shuffle: false,
      verbose: 0,
      callbacks: { onBatchEnd: (_batch, logs) => void losses.push(logs!['loss']!) },
    });
    const scores = (await (network.predict(xs) as tf.Tensor2D).array()) as number[][];
    const weights = new Float32Array(await network.getWeights()[0]!.data());
    const guesses = scores.map((row) => row.indexOf(Math.max(...row)));
    lessons.push({ step, network, losses, weights, test, scores, guesses });
  }
  return lessons;
}

/** How many test digits are read right. */
export function countRight({ test, guesses }: Lesson): number {
  return guesses.filter((guess, at) => guess === test.labels[at]).length;
}

function firsts(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

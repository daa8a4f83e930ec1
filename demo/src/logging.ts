import type * as tf from '@tensorflow/tfjs';
import { Histogram, Image } from 'spoor';
import type { Run } from 'spoor';
import { toImageData, type Digits } from './digits';
import type { Witness } from './witness';

/** Logs how the weights of each layer are spread, and how fast they were moved. */
export function logWeights(run: Run, witness: Witness, network: tf.LayersModel, learningRate: number): void {
  const row: Record<string, Histogram> = {};
  const seen: Record<string, unknown> = {};
  for (const layer of network.layers) {
    const kernel = layer.getWeights()[0];
    if (!kernel) continue;
    row[layer.name] = new Histogram(kernel.dataSync());
    seen[layer.name] = { _type: 'histogram' };
  }
  witness.note({ learning_rate: learningRate, weights: seen });
  run.log({ learning_rate: learningRate, weights: row });
}

/** Logs test digits as images; the caption says what the network takes each for. */
export function logGuesses(run: Run, witness: Witness, digits: Digits, chosen: Uint32Array, guesses: number[]): void {
  const captions = guesses.map((guess, i) => {
    const truth = digits.labels[chosen[i]!]!;
    return guess === truth ? `${guess}` : `${guess}, but it is ${truth}`;
  });
  witness.note({ digits: { _type: 'images/separated', count: captions.length, captions } });
  run.log({ digits: captions.map((caption, i) => new Image(toImageData(digits, chosen[i]!), { caption })) });
}

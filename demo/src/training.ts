import * as tf from '@tensorflow/tfjs';
import type { Checkpoint } from './checkpoint';
import { toTensors, type Digits } from './digits';
import { setLearningRate } from './network';
import { digitsOfRound, learningRate, roundsIn, type Plan } from './plan';

/** So many test digits are looked at after each round. The accuracy at the end is taken over all of them. */
const VALIDATION_DIGITS = 400;

export interface Training {
  plan: Plan;
  train: Digits;
  test: Digits;
  callbacks: tf.CustomCallback[];
  signal: AbortSignal;
  /** Called after each round, before the next begins. */
  afterRound: (checkpoint: Checkpoint) => Promise<void>;
}

/** Trains from a checkpoint to the end of the plan, or until the signal. */
export async function train(
  from: Checkpoint,
  { plan, train, test, callbacks, signal, afterRound }: Training,
): Promise<void> {
  const { network } = from;
  const stop = () => {
    network.stopTraining = true;
  };
  signal.addEventListener('abort', stop);
  const validation = toTensors(
    test,
    Array.from({ length: VALIDATION_DIGITS }, (_, i) => i),
  );
  for (let round = from.rounds; round < roundsIn(plan) && !signal.aborted; round++) {
    const { xs, ys } = toTensors(train, digitsOfRound(plan, round, train.count));
    setLearningRate(network, learningRate(plan, round));
    await network.fit(xs, ys, {
      epochs: round + 1,
      initialEpoch: round,
      batchSize: plan.batchSize,
      shuffle: false,
      validationData: [validation.xs, validation.ys],
      callbacks,
    });
    tf.dispose([xs, ys]);
    if (!signal.aborted) await afterRound({ network, rounds: round + 1 });
  }
  tf.dispose([validation.xs, validation.ys]);
  signal.removeEventListener('abort', stop);
}

/** Which share of the digits the network reads as people do. */
export async function accuracyOn(network: tf.LayersModel, digits: Digits): Promise<number> {
  const guesses = await guess(
    network,
    digits,
    Uint32Array.from({ length: digits.count }, (_, i) => i),
  );
  return guesses.filter((digit, i) => digit === digits.labels[i]).length / digits.count;
}

/** What the network takes the chosen digits for. */
export async function guess(network: tf.LayersModel, digits: Digits, chosen: Uint32Array): Promise<number[]> {
  const guesses: number[] = [];
  for (let from = 0; from < chosen.length; from += 250) {
    const { xs, ys } = toTensors(digits, chosen.subarray(from, from + 250));
    const best = tf.tidy(() => (network.predict(xs) as tf.Tensor).argMax(-1));
    guesses.push(...(await best.data()));
    tf.dispose([xs, ys, best]);
    // Lets the page breathe. tf.nextFrame() would never return in a hidden tab.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return guesses;
}

import * as tf from '@tensorflow/tfjs';

/** A convolutional network of 21,114 weights: small enough for a processor, good for 97 to 98 of 100 digits. */
export function buildNetwork(): tf.LayersModel {
  const network = tf.sequential({ name: 'digits' });
  const relu = { activation: 'relu', kernelInitializer: 'heNormal' } as const;
  network.add(
    tf.layers.conv2d({ ...relu, name: 'strokes', inputShape: [28, 28, 1], filters: 8, kernelSize: 5, strides: 2 }),
  );
  network.add(tf.layers.conv2d({ ...relu, name: 'shapes', filters: 16, kernelSize: 3, strides: 2 }));
  network.add(tf.layers.flatten());
  network.add(tf.layers.dense({ ...relu, name: 'traits', units: 48 }));
  network.add(tf.layers.dense({ name: 'digit', units: 10, activation: 'softmax' }));
  return compile(network);
}

/** Makes a network ready for training. One that was loaded with its optimizer's state keeps that state. */
export function compile(network: tf.LayersModel): tf.LayersModel {
  if (!network.optimizer) {
    network.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  }
  return network;
}

/** Sets how far each batch moves the weights. tfjs has no method for it; its own examples assign the field. */
export function setLearningRate(network: tf.LayersModel, rate: number): void {
  (network.optimizer as unknown as { learningRate: number }).learningRate = rate;
}

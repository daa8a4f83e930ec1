#!/usr/bin/env bash
# TensorFlow.js 4.22.0: the metric 'precision' counts a prediction as positive only if it is exactly 1, where Keras takes everything above 0.5.
# A sigmoid or softmax says 0.99, hardly ever 1, so a model that is right on every example trains with accuracy 1 and precision 0, without a word.
# tf.metrics.recall is the same, and 'recall', unlike 'precision', is not known as a name.
# Seen: predictions 0, 0.01, 0.99, 1.00 (rounded) for the labels 0, 0, 1, 1: acc 1, precision 0, recall 0; once the predictions are rounded, precision and recall are 1.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @tensorflow/tfjs@4.22.0

cat >run.cjs <<'JS'
console.warn = () => undefined;
const tf = require('@tensorflow/tfjs');
(async () => {
  await tf.setBackend('cpu');
  const x = tf.tensor2d([[-2], [-1], [1], [2]]);
  const y = tf.tensor2d([[0], [0], [1], [1]]);
  const kernelInitializer = tf.initializers.constant({ value: 5 });
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer, activation: 'sigmoid' })] });
  model.compile({ optimizer: tf.train.sgd(0), loss: 'binaryCrossentropy', metrics: ['accuracy', 'precision', tf.metrics.recall] });
  const { history } = await model.fit(x, y, { epochs: 1, verbose: 0 });
  const predicted = model.predict(x);
  console.log('predicted', Array.from(predicted.dataSync(), (value) => value.toFixed(2)).join(' '));
  for (const name of ['acc', 'precision', 'recall']) console.log(name, history[name][0]);
  const rounded = predicted.round();
  console.log('rounded: precision', tf.metrics.precision(y, rounded).dataSync()[0], 'recall', tf.metrics.recall(y, rounded).dataSync()[0]);
  try {
    model.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy', metrics: ['recall'] });
  } catch (error) {
    console.log(error.message);
  }
})();
JS

diff <(node run.cjs 2>/dev/null) - <<'SEEN'
predicted 0.00 0.01 0.99 1.00
acc 1
precision 0
recall 0
rounded: precision 1 recall 1
Unknown metric recall
SEEN
echo 'As seen: accuracy 1, precision 0.'

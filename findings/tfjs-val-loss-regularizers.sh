#!/usr/bin/env bash
# TensorFlow.js 4.22.0: `loss` holds the penalties of the regularizers, `val_loss` and evaluate() do not, where Keras adds them to all three.
# Drawn over each other, the curves have a gap that has nothing to do with the data: a model that overfits can look as if it did better on what it has not seen.
# Seen: validated on the very data that it is trained on, weights held still by a learning rate of 0: loss 8.5, val_loss 7.5, evaluate 7.5 with l2 of 1;
# all three 7.5 without a regularizer.
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
  const x = tf.tensor2d([[1], [2], [3], [4]]);
  const y = tf.tensor2d([[2], [4], [6], [8]]);
  for (const kernelRegularizer of [undefined, tf.regularizers.l2({ l2: 1 })]) {
    const layer = tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: 'ones', kernelRegularizer });
    const model = tf.sequential({ layers: [layer] });
    model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
    const { history } = await model.fit(x, y, { epochs: 1, verbose: 0, validationData: [x, y] });
    const evaluated = model.evaluate(x, y).dataSync()[0];
    console.log(`${kernelRegularizer ? 'l2 of 1' : 'no regularizer'}: loss ${history.loss[0]}, val_loss ${history.val_loss[0]}, evaluate ${evaluated}`);
  }
})();
JS

diff <(node run.cjs 2>/dev/null) - <<'SEEN'
no regularizer: loss 7.5, val_loss 7.5, evaluate 7.5
l2 of 1: loss 8.5, val_loss 7.5, evaluate 7.5
SEEN
echo 'As seen: the penalty is in loss only.'

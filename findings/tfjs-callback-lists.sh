#!/bin/sh
# TensorFlow.js takes every callback of a list for what the first one is.
#
# Seen: @tensorflow/tfjs 4.22.0, Node 20. `standardizeCallbacks` (tfjs-layers, base_callbacks) looks at callbacks[0] only. If that is an instance of its BaseCallback the list is used as
# it is, so a plain object after it has no setParams; if it is a plain object, every other one is wrapped as if it were plain, so that the methods of an instance, such as
# earlyStopping's, are called with another `this`. Either kind alone works; both in one list never do, and only TypeErrors say so.
#
#   [earlyStopping, plain]: callback.setParams is not a function
#   [plain, earlyStopping]: this.getMonitorValue is not a function
#   [plain, plain]: works
#   [earlyStopping, earlyStopping]: works
set -e
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @tensorflow/tfjs@4.22.0 >/dev/null
cat >run.js <<'JS'
console.warn = () => undefined;
const tf = require('@tensorflow/tfjs');
(async () => {
  await tf.setBackend('cpu');
  const x = tf.ones([4, 1]);
  const early = () => tf.callbacks.earlyStopping({ monitor: 'loss' });
  const plain = () => ({ onEpochEnd: () => undefined });
  const lists = {
    '[earlyStopping, plain]': [[early(), plain()], 'callback.setParams is not a function'],
    '[plain, earlyStopping]': [[plain(), early()], 'this.getMonitorValue is not a function'],
    '[plain, plain]': [[plain(), plain()], 'works'],
    '[earlyStopping, earlyStopping]': [[early(), early()], 'works'],
  };
  for (const [name, [callbacks, expected]] of Object.entries(lists)) {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const outcome = await model.fit(x, x, { epochs: 1, verbose: 0, callbacks }).then(() => 'works', (error) => error.message);
    console.log(`${name}: ${outcome}`);
    if (outcome !== expected) process.exitCode = 1;
  }
})();
JS
node run.js 2>/dev/null

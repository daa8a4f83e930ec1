#!/usr/bin/env bash
# @tensorflow/tfjs-layers 4.22.0: the model that a callback of Sequential.fit() is given is not the Sequential that is trained, but a LayersModel within it, which has nothing of what setUserDefinedMetadata() has noted.
# A callback that saves its model therefore writes a model.json of another class and without that metadata, though model.save() after the training has both. A model made by tf.model() is given as it is.
# Seen: the callback of the Sequential has a "Model" without metadata, where save() of the Sequential writes "Sequential" with {"labels":["a"]}; that of the functional model has the model itself, with its metadata.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @tensorflow/tfjs@4.22.0

cat >run.mjs <<'JS'
import * as tf from '@tensorflow/tfjs';

async function saved(model) {
  let artifacts;
  await model.save({ save: async (given) => ((artifacts = given), { modelArtifactsInfo: {} }) });
  return `${artifacts.modelTopology.class_name ?? artifacts.modelTopology.model_config?.class_name} with ${JSON.stringify(artifacts.userDefinedMetadata)}`;
}

class Keeper extends tf.Callback {
  setModel(model) {
    this.given = model;
  }
}

const input = tf.input({ shape: [2] });
const models = {
  Sequential: tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] }),
  functional: tf.model({ inputs: input, outputs: tf.layers.dense({ units: 1 }).apply(input) }),
};
for (const [name, model] of Object.entries(models)) {
  model.setUserDefinedMetadata({ labels: ['a'] });
  model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  const keeper = new Keeper();
  await model.fit(tf.zeros([4, 2]), tf.zeros([4, 1]), { epochs: 1, verbose: 0, callbacks: [keeper] });
  console.log(`${name}: the callback has the model itself: ${keeper.given === model}`);
  console.log(`${name}: saved by the callback ${await saved(keeper.given)}`);
  console.log(`${name}: saved after the training ${await saved(model)}`);
}
JS

diff <(node run.mjs 2>/dev/null | grep -E '^(Sequential|functional)') - <<'SEEN'
Sequential: the callback has the model itself: false
Sequential: saved by the callback Model with undefined
Sequential: saved after the training Sequential with {"labels":["a"]}
functional: the callback has the model itself: true
functional: saved by the callback Model with {"labels":["a"]}
functional: saved after the training Model with {"labels":["a"]}
SEEN
echo 'As seen: the callback of a Sequential gets another model.'

#!/bin/sh
# JSON.stringify of an object that has a TensorFlow.js LayersModel gives JSON within JSON; layers and optimizers have no toJSON, and their settings may be `undefined`.
#
# Seen: @tensorflow/tfjs 4.22.0, Node 20. `LayersModel.toJSON(unused, returnString = true)` returns a text, and JSON.stringify calls toJSON. An object comes of toJSON(null, false).
#
#   JSON.stringify({ model }) parses to a model that is a: string
#   model.toJSON(null, false) is a: object
#   an lstm layer's getConfig().unitForgetBias is there and: undefined
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
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  const settings = tf.layers.lstm({ units: 1 }).getConfig();
  const kind = typeof JSON.parse(JSON.stringify({ model })).model;
  const asked = typeof model.toJSON(null, false);
  console.log(`JSON.stringify({ model }) parses to a model that is a: ${kind}`);
  console.log(`model.toJSON(null, false) is a: ${asked}`);
  console.log(`an lstm layer's getConfig().unitForgetBias is there and: ${settings.unitForgetBias}`);
  const isSame = kind === 'string' && asked === 'object' && 'unitForgetBias' in settings && settings.unitForgetBias === undefined;
  process.exitCode = isSame ? 0 : 1;
})();
JS
node run.js 2>/dev/null

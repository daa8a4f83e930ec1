#!/usr/bin/env bash
# @tensorflow/tfjs-layers 4.22.0: a Reshape layer with -1 in its target shape is never told its size while a model is built, though it follows from the layer's input: the output shape has null there, and the model cannot go on with Flatten or Dense. Run by itself the same layer gives the right shape, and with the number written out the model builds.
# The size is computed with the batch among the known dimensions, and that is unknown. Who reads layers' shapes from such a model (a summary, a counter of parameters) finds null.
# Seen: the output shape of [2,-1] after 4 x 4 is [null,2,null] where [2,8] gives [null,2,8]; Flatten and Dense after it throw; predict() of three gives 3,2,8.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @tensorflow/tfjs@4.22.0

cat >run.mjs <<'JS'
import * as tf from '@tensorflow/tfjs';

const reshape = (targetShape) => tf.layers.reshape({ inputShape: [4, 4], targetShape });
function shapeOf(...layers) {
  try {
    return JSON.stringify(tf.sequential({ layers }).outputShape);
  } catch (error) {
    return error.message.includes('not fully defined') || error.message.includes('positive integers')
      ? 'throws: the shape is not known'
      : error.message;
  }
}
console.log(`[2,8]: ${shapeOf(reshape([2, 8]))}`);
console.log(`[2,-1]: ${shapeOf(reshape([2, -1]))}`);
console.log(`[2,-1], Flatten: ${shapeOf(reshape([2, -1]), tf.layers.flatten())}`);
console.log(`[-1], Dense: ${shapeOf(reshape([-1]), tf.layers.dense({ units: 1 }))}`);
console.log(`predict: ${tf.sequential({ layers: [reshape([2, -1])] }).predict(tf.zeros([3, 4, 4])).shape}`);
JS

diff <(node run.mjs 2>/dev/null | grep -E '^(\[|predict)') - <<'SEEN'
[2,8]: [null,2,8]
[2,-1]: [null,2,null]
[2,-1], Flatten: throws: the shape is not known
[-1], Dense: throws: the shape is not known
predict: 3,2,8
SEEN
echo 'As seen: the size is not inferred.'

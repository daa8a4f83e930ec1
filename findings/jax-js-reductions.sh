#!/usr/bin/env bash
# @jax-js/jax 0.1.25 has the names of NumPy and JAX, but three of its reductions give something else without a word (backend wasm, the default in Node).
# The sum of booleans is a boolean, though cumsum counts them as NumPy, JAX and its own mean do: np.sum(correct) is `true` however many are right.
# argmax of an array with a NaN is the length of the array, an index behind its end, where NumPy and JAX give the place of the NaN.
# A float32 sum adds one number after the other in float32: the sum of a million times 0.1 is 1% off, the mean of 20 million ones is 0.84.
# Seen: sum of 3 true and 1 false: true, cumsum 1,1,2,3, mean 0.75, sum as int32 3. argmax of [1, NaN, 3]: 3. The sum of 1,000,000 times 0.1: 100958. The mean of 20,000,000 ones: 0.8389.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @jax-js/jax@0.1.25

cat >run.mjs <<'JS'
import { defaultDevice, numpy as np } from '@jax-js/jax';

const correct = () => np.array([true, false, true, true]);
console.log('backend:', defaultDevice());
console.log('sum of booleans:', np.sum(correct()).js());
console.log('cumsum of booleans:', np.cumsum(correct()).js().join());
console.log('mean of booleans:', np.mean(correct()).js());
console.log('sum of booleans as int32:', np.sum(correct().astype(np.int32)).js());
for (const values of [[1, 2, 3], [1, NaN, 3], [NaN, 1]]) console.log(`argmax of [${values.join(', ')}]:`, np.argmax(np.array(values)).js());
console.log('sum of 1,000,000 times 0.1:', Math.round(np.sum(np.ones([1_000_000]).mul(0.1)).js()));
console.log('mean of 20,000,000 ones:', np.mean(np.ones([20_000_000])).js().toFixed(4));
JS

diff <(node run.mjs) - <<'SEEN'
backend: wasm
sum of booleans: true
cumsum of booleans: 1,1,2,3
mean of booleans: 0.75
sum of booleans as int32: 3
argmax of [1, 2, 3]: 2
argmax of [1, NaN, 3]: 3
argmax of [NaN, 1]: 2
sum of 1,000,000 times 0.1: 100958
mean of 20,000,000 ones: 0.8389
SEEN
echo 'As seen: sums of booleans, argmax with NaN and long sums are not what NumPy gives.'

#!/bin/sh
# tf.min.js puts a structuredClone of core-js in place of the browser's, and that one empties what it moves.
#
# Seen: @tensorflow/tfjs 4.22.0, Node 20 and Chromium 156. dist/tf.min.js (the file of the script tag; the modules do not) carries core-js 3.29.1, which replaces the page's own
# structuredClone as soon as it is loaded. A typed array whose buffer is in `transfer` arrives with the length 0, without an error; a buffer that is moved by itself arrives whole.
#
#   before tf.min.js: a view of 4 bytes that are moved has 4
#   after  tf.min.js: a view of 4 bytes that are moved has 0
set -e
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @tensorflow/tfjs@4.22.0 >/dev/null
cat >run.js <<'JS'
const moved = () => {
  const view = new Uint8Array(4);
  return structuredClone({ view }, { transfer: [view.buffer] }).view.length;
};
const before = moved();
console.warn = () => undefined;
require('@tensorflow/tfjs/dist/tf.min.js');
const after = moved();
console.log(`before tf.min.js: a view of 4 bytes that are moved has ${before}`);
console.log(`after  tf.min.js: a view of 4 bytes that are moved has ${after}`);
process.exitCode = before === 4 && after === 0 ? 0 : 1;
JS
node run.js

#!/usr/bin/env bash
# client-zip 2.5.1: whoever stops reading the stream of makeZip() early, by cancel() or by break, gets an exception, whose value is the reason of the cancel (undefined with break), and the input that was being read is not closed: its finally block does not run.
# A download that is given up half-way leaves a file open for each archive, unless the caller closes it by itself.
# Seen: "rejected with: enough", "thrown by break: undefined", and no "closed" for either, where read to the end both inputs say "closed".
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund client-zip@2.5.1

cat >run.mjs <<'JS'
import { makeZip } from 'client-zip';

let closed = [];
async function* content(name) {
  try {
    yield new TextEncoder().encode('first');
    yield new TextEncoder().encode('second');
  } finally {
    closed.push(name);
  }
}
function* entries() {
  for (const name of ['a', 'b']) yield { name, lastModified: new Date(0), input: content(name) };
}

const reader = makeZip(entries()).getReader();
await reader.read();
await reader.read();
await reader.cancel('enough').catch((reason) => console.log(`rejected with: ${reason}`));
console.log(`closed: ${closed}`);

let parts = 0;
try {
  for await (const _part of makeZip(entries())) if (++parts === 2) break;
} catch (thrown) {
  console.log(`thrown by break: ${thrown}`);
}
console.log(`closed: ${closed}`);

for await (const _part of makeZip(entries()));
console.log(`read to the end, closed: ${closed}`);
JS

diff <(node run.mjs) - <<'SEEN'
rejected with: enough
closed: 
thrown by break: undefined
closed: 
read to the end, closed: a,b
SEEN
echo 'As seen: leaving early throws, and closes nothing.'

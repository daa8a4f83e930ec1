#!/bin/sh
# Seen: range-parser 1.3.0 and 2.0.0, Node 20.20.
# 1.3.0, which runs on Node 20: "bytes=-100" of a file of 10 bytes is -1, unsatisfiable (a server answers 416), where RFC 9110 14.1.2 gives the whole
# file; "bytes=5-3", which is malformed and to be ignored, is -1 too. 2.0.0 has both right, but says that it needs Node 22 (it runs on 20 all the same).
# Output: "1.3.0: -1 -1", "2.0.0: 0-9, code 1".
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund old@npm:range-parser@1.3.0 new@npm:range-parser@2.0.0 >/dev/null 2>&1
cat >try.mjs <<'JS'
import old from 'old';
import { parse } from 'new';
const [{ start, end }] = parse(10, 'bytes=-100').ranges;
const lines = [
  `1.3.0: ${old(10, 'bytes=-100')} ${old(10, 'bytes=5-3')}`,
  `2.0.0: ${start}-${end}, code ${parse(10, 'bytes=5-3').code}`,
];
console.log(lines.join('\n'));
if (lines.join() !== '1.3.0: -1 -1,2.0.0: 0-9, code 1') process.exit(1);
JS
node try.mjs

#!/bin/sh
# Seen: valibot 1.5.0, Node 20.20.
# record() and looseObject() leave out own keys that are called "constructor" or "prototype" (and "__proto__") without an issue, though JSON from outside
# may have them and record(string(), …) promises every key; object({}) takes a list, and gives an empty object for it. Who keeps what a user has named
# must hand the value on unparsed.
# Output: '{"a":3} {"a":3}', 'true {}'.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund valibot@1.5.0 >/dev/null
cat >try.mjs <<'JS'
import * as v from 'valibot';
const given = JSON.parse('{"constructor":1,"prototype":2,"a":3}');
const lines = [
  `${JSON.stringify(v.parse(v.record(v.string(), v.number()), given))} ${JSON.stringify(v.parse(v.looseObject({ a: v.number() }), given))}`,
  `${v.is(v.object({}), [])} ${JSON.stringify(v.parse(v.object({}), ['x']))}`,
];
console.log(lines.join('\n'));
if (lines.join() !== '{"a":3} {"a":3},true {}') process.exit(1);
JS
node try.mjs

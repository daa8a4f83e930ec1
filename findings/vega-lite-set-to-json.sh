#!/usr/bin/env bash
# vega-lite 6.4.3: to import it gives Set.prototype a toJSON, so JSON.stringify of any Set of the page, elsewhere {},
# becomes a string.
# Seen: JSON.stringify(new Set([1, 'a'])) is {} before the import and "Set(1,\"a\")" after it; toJSON is enumerable, so a
# loop with for…in over any Set finds it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vega-lite@6.4.3 vega@6.4.0

cat >run.mjs <<'JS'
const set = new Set([1, 'a']);
console.log(JSON.stringify(set));
await import('vega-lite');
console.log(JSON.stringify(set));
for (const key in set) console.log(key);
JS

diff <(node run.mjs) - <<'SEEN'
{}
"Set(1,\"a\")"
toJSON
SEEN
echo 'As seen: the import of vega-lite changes what JSON.stringify makes of a Set.'

#!/usr/bin/env bash
# apache-arrow 21.2.0 (JavaScript): a number beyond the range of float16 wraps into a small one, without an error; only just beyond the range it is Infinity.
# A gradient or a loss that has grown past 65,504 reads as a healthy value near 2.
# Seen: 65504 is exact, 65520 is Infinity, 65536 is 2, 70000 is 2.134765625, -65536 is -2.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund apache-arrow@21.2.0

cat >run.mjs <<'JS'
import { Float16, vectorFromArray } from 'apache-arrow';

const values = [1, 65504, 65520, 65536, 70000, -65536];
const read = [...vectorFromArray(values, new Float16())];
values.forEach((value, place) => console.log(`${value}: ${read[place]}`));
JS

diff <(node run.mjs) - <<'SEEN'
1: 1
65504: 65504
65520: Infinity
65536: 2
70000: 2.134765625
-65536: -2
SEEN
echo 'As seen: large numbers wrap.'

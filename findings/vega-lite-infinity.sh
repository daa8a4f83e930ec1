#!/usr/bin/env bash
# vega-lite 6.4.3 (with vega 6.4.0): one infinity in a line chart takes the whole axis and with it every point; a bar or a point chart leaves the value out.
# Vega-Lite leaves out or breaks at what is not valid by default, and NaN and null are not valid in any mark, but infinity is valid in a line, an area and a trail.
# A text does it too, such as the Infinity of a CSV file: it is turned into a number on the way.
# Seen: values 1, Infinity, 2. The domain of y is [0, 2] for bar and point, [NaN, NaN] for line and trail, [0, 0] for area; with NaN instead it is [0, 2] for all.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vega@6.4.0 vega-lite@6.4.3

cat >run.mjs <<'JS'
import { parse, View } from 'vega';
import { compile } from 'vega-lite';

for (const mark of ['bar', 'point', 'line', 'trail', 'area']) {
  const domains = [];
  for (const middle of [NaN, Infinity, 'Infinity']) {
    const values = [1, middle, 2].map((y, x) => ({ x, y }));
    const encoding = { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } };
    const view = new View(parse(compile({ data: { values }, mark, encoding }).spec));
    await view.runAsync();
    domains.push(`[${view.scale('y').domain().join(', ')}]`);
  }
  console.log(`${mark}: NaN ${domains[0]}, infinity ${domains[1]}, as a text ${domains[2]}`);
}
JS

diff <(node run.mjs 2>/dev/null) - <<'SEEN'
bar: NaN [0, 2], infinity [0, 2], as a text [0, 2]
point: NaN [0, 2], infinity [0, 2], as a text [0, 2]
line: NaN [0, 2], infinity [NaN, NaN], as a text [NaN, NaN]
trail: NaN [0, 2], infinity [NaN, NaN], as a text [NaN, NaN]
area: NaN [0, 2], infinity [0, 0], as a text [0, 0]
SEEN
echo 'As seen: infinity empties lines and areas.'

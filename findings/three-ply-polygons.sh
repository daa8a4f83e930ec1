#!/usr/bin/env bash
# three 0.187.0, PLYLoader: a face of five or more vertices vanishes without a word; triangles and quads are drawn.
# PLY's own example of a face is a list of any length, and scanners and CAD programs write polygons.
# Seen: 3 vertices give 1 triangle, 4 give 2, 5 give 0, and of a file with a triangle and a hexagon only the triangle is left.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund three@0.187.0

cat >run.mjs <<'JS'
import { PLYLoader } from 'three/examples/jsm/loaders/PLYLoader.js';

const corners = [[0, 0], [1, 0], [2, 1], [1, 2], [0, 2], [-1, 1]];
for (const faces of [['3 0 1 2'], ['4 0 1 2 3'], ['5 0 1 2 3 4'], ['3 0 1 2', '6 0 1 2 3 4 5']]) {
  const text = [
    'ply', 'format ascii 1.0',
    `element vertex ${corners.length}`, 'property float x', 'property float y', 'property float z',
    `element face ${faces.length}`, 'property list uchar int vertex_indices',
    'end_header',
    ...corners.map(([x, y]) => `${x} ${y} 0`),
    ...faces,
    '',
  ].join('\n');
  const { index } = new PLYLoader().parse(text);
  console.log(`${faces.join(' and ')}: ${(index?.count ?? 0) / 3}`);
}
JS

diff <(node run.mjs) - <<'SEEN'
3 0 1 2: 1
4 0 1 2 3: 2
5 0 1 2 3 4: 0
3 0 1 2 and 6 0 1 2 3 4 5: 1
SEEN
echo 'As seen: polygons of five and more vertices are left out.'

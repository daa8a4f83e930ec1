#!/usr/bin/env bash
# three 0.187.0, OBJLoader: one line element (`l`) in an object turns all of its faces into line segments.
# OBJ lets an object hold faces, lines and points beside each other, and some exporters add a few edges or markers to a mesh.
# Seen: a triangle alone is a Mesh of 3 positions; with one `l` behind it, one LineSegments of 5 positions and no Mesh; with one `p`, Points of 4.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund three@0.187.0

cat >run.mjs <<'JS'
import { OBJLoader } from 'three/examples/jsm/loaders/OBJLoader.js';

const triangle = 'v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n';
for (const more of ['', 'l 1 2\n', 'p 1\n']) {
  const { children } = new OBJLoader().parse(triangle + more);
  const parts = children.map(({ type, geometry }) => `${type} of ${geometry.attributes.position.count}`);
  console.log(`${JSON.stringify(more)}: ${parts.join(', ')}`);
}
JS

diff <(node run.mjs) - <<'SEEN'
"": Mesh of 3
"l 1 2\n": LineSegments of 5
"p 1\n": Points of 4
SEEN
echo 'As seen: a line or a point beside faces takes the faces away.'

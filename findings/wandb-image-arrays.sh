#!/usr/bin/env bash
# wandb 0.31.0 (Python): wandb.Image takes arrays of any type, casts them to 8 bits by wrapping, and drops every axis of length 1 before it looks for the colours, without a warning.
# Its documents expect values of 0 to 255, yet two types that cannot be meant so are taken too: a boolean mask becomes black on black (1 and 0), and a 16-bit picture (a depth map, a scan)
# keeps the low byte of each pixel, so 255 is white and 256 black. A colour strip one pixel high is a grey picture three pixels wide.
# Seen: booleans become 1 and 0; 16-bit 255, 256, 257, 65535 become 255, 0, 1, 255; an array of 1 × 4 × 3 is a grey picture 3 wide and 4 high, one of 2 × 4 × 3 is in colour.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check wandb==0.31.0 numpy==2.4.6 pillow==12.3.0

cat >run.py <<'PY'
import numpy as np
import wandb

arrays = {
    "booleans": np.array([[True, False]]).repeat(2, 0),
    "16-bit": np.array([[255, 256, 257, 65535]], np.uint16).repeat(2, 0),
}
for name, array in arrays.items():
    picture = wandb.Image(array).image
    print(f"{name}: {array[0].tolist()} -> {np.asarray(picture)[0].tolist()}")
for height in (2, 1):
    picture = wandb.Image(np.zeros((height, 4, 3), np.uint8)).image
    print(f"colours, 4 wide and {height} high: {picture.mode}, {picture.width} wide and {picture.height} high")
PY

diff <(WANDB_SILENT=true HOME="$dir" venv/bin/python run.py 2>/dev/null) - <<'SEEN'
booleans: [True, False] -> [1, 0]
16-bit: [255, 256, 257, 65535] -> [255, 0, 1, 255]
colours, 4 wide and 2 high: RGB, 4 wide and 2 high
colours, 4 wide and 1 high: L, 3 wide and 4 high
SEEN
echo 'As seen: pixels wrap, axes go.'

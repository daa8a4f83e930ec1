#!/usr/bin/env bash
# wandb 0.31.0 (Python): the file of a run that a logged wandb.Table names is not that table. It has at most 10,000
# rows, while the "nrows" beside its "path" counts all of them, and nothing is said; and in the place of media its cells
# hold the name of their class, the text "Image". The whole table is in an artifact only, where NaN has become null.
# Seen: of 10,001 rows "nrows" says 10001, the file has 10000; the cell of an image is "Image"; NaN is kept in the file.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check wandb==0.31.0 numpy==2.2.6 pillow==11.3.0

cat >run.py <<'PY'
import glob
import json
import math

import numpy
import wandb

with wandb.init(mode="offline", project="p") as run:
    rows = [[i, math.nan, None] for i in range(10_001)]
    rows[0][2] = wandb.Image(numpy.zeros((2, 2, 3), dtype=numpy.uint8))
    run.log({"t": wandb.Table(columns=["i", "x", "image"], data=rows)})
    logged = dict(run.summary["t"])
    [path] = glob.glob("wandb/offline-run-*/files/" + logged["path"])
with open(path) as file:
    data = json.load(file)["data"]
print("nrows", logged["nrows"], "rows", len(data), "first", data[0])
PY

diff <(WANDB_SILENT=true HOME="$dir" venv/bin/python run.py 2>&1) - <<'SEEN'
nrows 10001 rows 10000 first [0, nan, 'Image']
SEEN
echo 'As seen: the file has fewer rows than "nrows" says, and no image.'

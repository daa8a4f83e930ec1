#!/usr/bin/env bash
# TensorBoard 2.21.0: its two loaders, the default one (tensorboard-data-server 0.7.2) and that of --load_fast=false, show different curves of one directory, and neither says a word.
# The default one keeps one point a step and forgets what came at or after a step that is written again, and leaves out scalars of float64, which the other lists;
# so a loss of two batches that share a step, or of a run that went back to a checkpoint, is shortened, and a tag written from a NumPy float64 tensor is missing.
# Seen: "loss" of the steps 0, 1, 1, 2, 1 is, by default, steps 0, 1 (values 1, 5), else all five; "wide", a float64 scalar, is listed by --load_fast=false only.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tensorboard==2.21.0 tensorboard-data-server==0.7.2 setuptools==80.9.0

cat >run.py <<'PY'
import json
import re
import subprocess
import sys
import time
import urllib.request

import numpy as np
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.plugins.scalar import metadata
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboard.util.tensor_util import make_tensor_proto

writer = EventFileWriter("logs/run")


def add(tag, value, step):
    kind = summary_pb2.SummaryMetadata(plugin_data={"plugin_name": "scalars"}, data_class=summary_pb2.DATA_CLASS_SCALAR)
    point = summary_pb2.Summary.Value(tag=tag, tensor=make_tensor_proto(value), metadata=kind)
    writer.add_event(event_pb2.Event(wall_time=time.time(), step=step, summary=summary_pb2.Summary(value=[point])))


for place, step in enumerate([0, 1, 1, 2, 1]):
    add("loss", np.float32(place + 1), step)
add("wide", np.float64(0.5), 1)
writer.close()


def ask(url):
    return json.load(urllib.request.urlopen(url))


for more in [[], ["--load_fast=false"]]:
    command = [sys.executable, "-m", "tensorboard.main", "--logdir", "logs", "--host", "127.0.0.1", "--port", "0", "--reload_interval", "1", *more]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        address = next(found[0] for line in server.stderr if (found := re.search(r"http://[\d.]+:\d+", line)))
        plugin = f"{address}/data/plugin/scalars"
        # The files are loaded in the background: ask until all tags have come and nothing more does.
        tags, points, same = {}, [], 0
        while same < 8:
            before = (tags, points)
            time.sleep(0.5)
            tags = ask(f"{plugin}/tags").get("run", {})
            points = ask(f"{plugin}/scalars?run=run&tag=loss") if "loss" in tags else []
            same = same + 1 if points and (tags, points) == before else 0
        print(" ".join(["tensorboard", *more]))
        print("  tags:", ", ".join(sorted(tags)))
        print("  loss:", ", ".join(f"{value:g} at step {step}" for _, step, value in points))
    finally:
        server.terminate()
        server.wait()
PY

diff <(venv/bin/python run.py) - <<'SEEN'
tensorboard
  tags: loss
  loss: 1 at step 0, 5 at step 1
tensorboard --load_fast=false
  tags: loss, wide
  loss: 1 at step 0, 2 at step 1, 3 at step 1, 4 at step 2, 5 at step 1
SEEN
echo 'As seen: two loaders, two curves.'

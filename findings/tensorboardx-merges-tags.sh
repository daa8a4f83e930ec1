#!/usr/bin/env bash
# tensorboardX 2.6.5: scalars whose names differ only in a space, a bracket, a percent sign or the like become one series.
# TensorBoard itself takes any tag; the writer puts "_" for every character but letters, digits, "-", "/", "_" and ".", cuts a slash in front, and says so in a log line of level INFO only.
# Read back with TensorBoard 2.21.0.
# Seen: "a b" = 1, "a(b" = 2, "a_b" = 3 and "/a_b" = 4, all of step 0, are read as a_b with the four values 1, 2, 3, 4 of step 0; "loss%" is loss_.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tensorboardX==2.6.5 tensorboard==2.21.0 setuptools==80.9.0

cat >run.py <<'PY'
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboardX import SummaryWriter

writer = SummaryWriter("logs")
for place, tag in enumerate(["a b", "a(b", "a_b", "/a_b", "loss%"]):
    writer.add_scalar(tag, place + 1, 0)
writer.close()
events = EventAccumulator("logs")
events.Reload()
for tag in events.Tags()["scalars"]:
    print(f"{tag}:", ", ".join(f"{event.value:g} at step {event.step}" for event in events.Scalars(tag)))
PY

diff <(venv/bin/python run.py 2>/dev/null) - <<'SEEN'
a_b: 1 at step 0, 2 at step 0, 3 at step 0, 4 at step 0
loss_: 5 at step 0
SEEN
echo 'As seen: tags are merged.'

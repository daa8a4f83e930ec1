#!/usr/bin/env bash
# trackio 0.43.0: import_csv keeps ten characters of the name of each metric, letters, digits and "/" only, and numbers those that have become equal; log() keeps names whole.
# Which of the numbered ones was which depends on the order of the columns, so two files of one project need not agree; a column with one text in it, such as "n/a", is left out.
# Seen: validation/loss, validation/accuracy, learning_rate, loss%, note become validation, validation_1, learningra, loss, and note is missing; columns in the other order: validation is the accuracy.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check trackio==0.43.0

cat >one.csv <<'CSV'
step,validation/loss,validation/accuracy,learning_rate,loss%,note
0,0.5,0.9,0.01,50,3
1,0.4,0.95,0.01,40,n/a
CSV
cat >two.csv <<'CSV'
step,validation/accuracy,validation/loss
0,0.9,0.5
CSV
cat >run.py <<'PY'
import trackio
from trackio.sqlite_storage import SQLiteStorage

for name in ["one", "two"]:
    trackio.import_csv(f"{name}.csv", project=name)
    row = SQLiteStorage.get_logs(name, name)[0]
    print(f"{name}:", {key: value for key, value in row.items() if key not in ("step", "timestamp")})
PY

diff <(TRACKIO_DIR="$dir/trackio" HF_HUB_OFFLINE=1 venv/bin/python run.py 2>/dev/null | grep -E '^(one|two):') - <<'SEEN'
one: {'validation': 0.5, 'validation_1': 0.9, 'learningra': 0.01, 'loss': 50.0}
two: {'validation': 0.9, 'validation_1': 0.5}
SEEN
echo 'As seen: names are cut to ten characters.'

#!/usr/bin/env bash
# MLflow 3.17.2 (SQLite store): of points with equal step and millisecond the greatest value is a metric's latest one, not the last logged, and NaN counts as 0 in that.
# The step is 0 when none is given, so a loop that logs a loss quickly and without steps shows, in the table of runs and in searches, its worst value of that millisecond;
# a loss that has become NaN shows the number before it, an accuracy or a reward below 0 shows NaN, even one of long before. The history comes in the order of values too.
# Seen: 3, 2, 1 logged: latest 3.0, history 1.0, 2.0, 3.0. 3, NaN: latest 3.0. NaN, -1: latest nan. With a step each: latest 1.0, nan and -1.0.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mlflow-skinny==3.17.2 'sqlalchemy<3' 'alembic<2'

cat >run.py <<'PY'
import mlflow
from mlflow.entities import Metric

client = mlflow.MlflowClient("sqlite:///store.db")
NAN = float("nan")
for values in [(3, 2, 1), (3, NAN), (NAN, -1)]:
    for kind, step in [("no steps", lambda place: 0), ("steps", lambda place: place)]:
        run = client.create_run("0").info.run_id
        for place, value in enumerate(values):
            client.log_batch(run, [Metric("loss", value, timestamp=1000, step=step(place))])
        latest = client.get_run(run).data.metrics["loss"]
        history = ", ".join(str(point.value) for point in client.get_metric_history(run, "loss"))
        print(f"{', '.join(map(str, values))} with {kind}: latest {latest}, history {history}")
PY

diff <(MLFLOW_DISABLE_TELEMETRY=true venv/bin/python run.py 2>/dev/null) - <<'SEEN'
3, 2, 1 with no steps: latest 3.0, history 1.0, 2.0, 3.0
3, 2, 1 with steps: latest 1.0, history 3.0, 2.0, 1.0
3, nan with no steps: latest 3.0, history nan, 3.0
3, nan with steps: latest nan, history 3.0, nan
nan, -1 with no steps: latest nan, history -1.0, nan
nan, -1 with steps: latest -1.0, history nan, -1.0
SEEN
echo 'As seen: the greatest is the latest.'

#!/usr/bin/env bash
# MLflow 3.17.2 (REST): a number that the server cannot read, within runs/log-batch, is answered with 200 and {}, and everything that stands behind it in the body is lost.
# A step of 1.5 and a value of 1e400 are right JSON; a bare NaN is what Python's json.dumps makes of a loss that has diverged. The quoted "NaN" is stored as it should be.
# The metric at fault keeps only what stood before the number, so it is stored with value 0 or step 0, an untrue point beside true ones.
# Seen: a body has the metrics a = 1, b (the bad one), c = 3, and the parameter p. With NaN, 1e400 or the step 1.5, a and b = 0 are stored, c and p are missing, the answer is 200 {};
# with "NaN" all four are stored.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mlflow==3.17.2

cat >run.py <<'PY'
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
command = [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--backend-store-uri", "sqlite:///store.db"]
server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def ask(path, body=None):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body and body.encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return answer.status, answer.read().decode()


def is_up():
    try:
        return ask("/health")[0] == 200
    except urllib.error.URLError:
        return False


try:
    while not is_up():
        assert server.poll() is None, "the server has ended"
        time.sleep(0.5)
    api = "/api/2.0/mlflow/runs"
    for value, step in [("2", "1"), ('"NaN"', "1"), ("NaN", "1"), ("1e400", "1"), ("2", "1.5")]:
        run = json.loads(ask(f"{api}/create", '{"experiment_id": "0"}')[1])["run"]["info"]["run_id"]
        points = [("a", "1", "1"), ("b", value, step), ("c", "3", "1")]
        metrics = ", ".join(f'{{"key": "{key}", "step": {s}, "timestamp": 1000, "value": {v}}}' for key, v, s in points)
        status, answer = ask(f"{api}/log-batch", f'{{"run_id": "{run}", "metrics": [{metrics}], "params": [{{"key": "p", "value": "x"}}]}}')
        data = json.loads(ask(f"{api}/get?run_id={run}")[1])["run"]["data"]
        stored = [f"{metric['key']} = {metric['value']} of step {metric['step']}" for metric in data.get("metrics", [])]
        stored += [f"{param['key']} = {param['value']}" for param in data.get("params", [])]
        print(f"value {value}, step {step}: {status} {answer}, stored {', '.join(stored)}")
finally:
    os.killpg(server.pid, signal.SIGTERM)
    server.wait()
PY

diff <(MLFLOW_DISABLE_TELEMETRY=true venv/bin/python run.py) - <<'SEEN'
value 2, step 1: 200 {}, stored a = 1.0 of step 1, b = 2.0 of step 1, c = 3.0 of step 1, p = x
value "NaN", step 1: 200 {}, stored a = 1.0 of step 1, b = NaN of step 1, c = 3.0 of step 1, p = x
value NaN, step 1: 200 {}, stored a = 1.0 of step 1, b = 0.0 of step 1
value 1e400, step 1: 200 {}, stored a = 1.0 of step 1, b = 0.0 of step 1
value 2, step 1.5: 200 {}, stored a = 1.0 of step 1, b = 0.0 of step 0
SEEN
echo 'As seen: 200, and the rest is lost.'

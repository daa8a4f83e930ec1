"""Reads a run of the JavaScript client."""

import sys

import wandb
from interop import result

run = wandb.Api().run(f"local/sdk/{sys.argv[1]}")
rows = [{key: value for key, value in row.items() if key not in ("_runtime", "_timestamp")} for row in run.scan_history()]
result({"config": run.config, "state": run.state, "rows": rows})

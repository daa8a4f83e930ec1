"""Reads a run back through the public API."""

import sys

import wandb
from interop import result

run = wandb.Api().run(sys.argv[1])
rows = list(run.scan_history())
result(
    {
        "state": run.state,
        "name": run.name,
        "tags": sorted(run.tags),
        "notes": run.notes,
        "group": run.group,
        "jobType": run.job_type,
        "config": dict(run.config),
        "summary": {key: run.summary._json_dict[key] for key in run.summary._json_dict if not key.startswith("_")},
        "rows": rows,
        "files": sorted(file.name for file in run.files()),
    }
)

"""Reads all rows of a run, in the ways that the client has."""

import sys

import wandb
from interop import result

run = wandb.Api().run(sys.argv[1])
result(
    {
        "all": [[row["by"], row["at"]] for row in run.scan_history()],
        "by_page": len(list(run.scan_history(page_size=3))),
        "of_a_key": len(list(run.scan_history(keys=["at"]))),
        "history": len(run.history(pandas=False)),
        "lines": [line.content for line in run.console_logs()],
        "state": run.state,
    }
)

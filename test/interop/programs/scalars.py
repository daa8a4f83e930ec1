"""Logs numbers of every kind, and reads them back."""

import wandb
from interop import result

with wandb.init(project="scalars", config={"lr": 0.1, "layers": [32, 64], "optimizer": {"name": "adam"}}) as run:
    for step in range(100):
        run.log({"loss": 1 / (step + 1), "val/acc": step / 100, "count": step})
    run.log({"nan": float("nan"), "up": float("inf"), "down": float("-inf"), "big": 2**63 - 1, "ünï.code/ключ": 1})

read = wandb.Api().run(f"local/scalars/{run.id}")
result({"id": run.id, "state": read.state, "config": dict(read.config), "rows": list(read.scan_history())})

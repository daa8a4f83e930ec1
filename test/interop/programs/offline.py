"""Logs the same run, live or offline, as it is told: of every kind something."""

import sys

import numpy as np
import wandb
from interop import result

mode, name = sys.argv[1:]
with open("saved.txt", "w") as file:
    file.write("saved")

with wandb.init(
    project="offline", id=name, name="same", notes="n", tags=["t"], group="g", job_type="j", mode=mode, config={"lr": 0.1, "big": 2**63 - 1}
) as run:
    run.define_metric("loss", summary="min")
    for step in range(500):
        run.log({"loss": 1 / (step + 1), "nan": float("nan"), "big": 2**60 + step, "deep": {"a": step}})
    run.log({"image": wandb.Image(np.zeros((4, 4), np.uint8)), "text": "ключ"}, step=1000)
    run.config["late"] = True
    run.summary["best"] = 0.5
    # So long that not even a slow second sync is after it.
    run.alert("title", "text", wait_duration=86_400)
    run.save("saved.txt", policy="now")
    print("a line of output")
result({"folder": run.dir.rsplit("/", 1)[0]})

"""One process that logs some steps to a run, as it is told; it says where its files are."""

import json
import sys
import time

import wandb
from interop import result

told = json.loads(sys.argv[1])
settings = wandb.Settings(x_file_stream_transmit_interval=1, x_stats_sampling_interval=0.5, **told.get("settings", {}))
run = wandb.init(settings=settings, **told["init"])
says = told["says"]
print(f"{says} begins")
for step in range(*told["steps"]):
    run.log({"at": step, "by": says, **told.get("row", {})}, step=step)
    time.sleep(told.get("pause", 0))
run.summary[f"of {says}"] = len(range(*told["steps"]))
print(f"{says} ends")
result({"folder": run.dir.rsplit("/", 1)[0]})
run.finish()

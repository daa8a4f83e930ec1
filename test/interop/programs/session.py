"""One process that logs some steps to a run, as it is told; it says where its files are."""

import json
import os
import signal
import subprocess
import sys
import time

import wandb
from interop import read, result, until

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
if "dies_with" in told:
    # Once the server has some of its rows, with the service that delivers them.
    until(lambda: sum(row.get("by") == says for row in read(run).scan_history()) >= told["dies_with"], "the server has its rows")
    for service in subprocess.run(["pgrep", "-P", str(os.getpid())], capture_output=True, text=True).stdout.split():
        os.kill(int(service), signal.SIGKILL)
    os._exit(9)
run.finish()

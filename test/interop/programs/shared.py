"""One of several processes that write one run together, as it is told."""

import json
import os
import signal
import subprocess
import sys
import time

import wandb
from interop import result

told = json.loads(sys.argv[1])
label = told["label"]
settings = wandb.Settings(
    mode="shared", x_label=label, x_primary=told.get("primary", False), x_file_stream_transmit_interval=1, x_stats_sampling_interval=0.5
)
run = wandb.init(project="shared", id=told["id"], settings=settings, config={f"of {label}": True})
print("begins")
for step in range(told["rows"]):
    run.log({"by": label, "at": step, f"only {label}": step})
    time.sleep(told.get("pause", 0))
    if step == told.get("dies_at"):
        # The service that delivers goes with it.
        for service in subprocess.run(["pgrep", "-P", str(os.getpid())], capture_output=True, text=True).stdout.split():
            os.kill(int(service), signal.SIGKILL)
        os._exit(9)
run.summary[f"best of {label}"] = told["rows"]
print("ends")
run.finish()
result({})

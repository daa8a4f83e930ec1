"""Ends without a word to its run, in the way that it is told."""

import os
import sys
import time

import wandb
from interop import QUICK, result

run = wandb.init(project="crash", settings=QUICK)
run.log({"loss": 1})
result({"id": run.id})
if sys.argv[1] == "dies":
    time.sleep(1.5)
    os._exit(7)
if sys.argv[1] == "exits":
    sys.exit(3)
raise ValueError("a program that fails")

"""Ends without a word to its run, in the way that it is told."""

import os
import sys

import wandb
from interop import QUICK, graphql, result, until

run = wandb.init(project="crash", settings=QUICK)
run.log({"loss": 1})
result({"id": run.id})
if sys.argv[1] == "dies":
    until(lambda: graphql(run, "historyLineCount")["historyLineCount"] == 1, "the server has the row")
    os._exit(7)
if sys.argv[1] == "exits":
    sys.exit(3)
raise ValueError("a program that fails")

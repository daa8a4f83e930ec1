"""What an agent starts: takes its parameters from the command line and from the sweep."""

import argparse

import wandb

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float)
parser.add_argument("--layers", type=int)
arguments = parser.parse_args()
with wandb.init(config=arguments) as run:
    run.log({"loss": arguments.lr * arguments.layers})

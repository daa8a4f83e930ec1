"""Makes sweeps, works on them as an agent, and reads them back."""

import os
import subprocess
import sys
import threading
import time

import wandb
from interop import result

PROJECT = "search"
os.environ["WANDB_PROJECT"] = PROJECT


def read(sweep_id):
    sweep = wandb.Api().sweep(f"local/{PROJECT}/{sweep_id}")
    best = sweep.best_run()
    return {
        "state": sweep.state,
        "name": sweep.name,
        "order": sweep.order,
        "expected": sweep.expected_run_count,
        "runs": [{"config": dict(run.config), "state": run.state, "sweep": run.sweep_name, "loss": run.summary.get("loss")} for run in sweep.runs],
        "best": best and {"config": dict(best.config), "loss": best.summary.get("loss")},
        "agents": [[agent.state, len(list(agent.runs()))] for agent in sweep.agents()],
    }


def train():
    with wandb.init() as run:
        config = run.config
        loss = abs(config["lr"] - 0.1) + config.get("layers", 0) / 100
        run.log({"loss": loss})


def grid():
    sweep_id = wandb.sweep(
        {
            "name": "a grid",
            "method": "grid",
            "metric": {"name": "loss", "goal": "minimize"},
            "parameters": {
                "lr": {"values": [0.1, 0.2]},
                "layers": {"min": 1, "max": 2},
                "fixed": {"value": "ünï"},
                "nested": {"parameters": {"deep": {"values": [[1, 2]]}}},
            },
        },
        project=PROJECT,
    )
    wandb.agent(sweep_id, function=train, project=PROJECT)
    return read(sweep_id)


def random():
    sweep_id = wandb.sweep(
        {
            "method": "random",
            "metric": {"name": "loss", "goal": "maximize"},
            "parameters": {"lr": {"min": 0.0, "max": 1.0}, "layers": {"distribution": "q_uniform", "min": 2, "max": 8, "q": 2}},
        },
        project=PROJECT,
    )
    wandb.agent(sweep_id, function=train, project=PROJECT, count=2)
    return read(sweep_id)


def capped():
    sweep_id = wandb.sweep({"method": "bayes", "metric": {"name": "loss"}, "run_cap": 1, "parameters": {"lr": {"min": 0.5, "max": 1.0}}}, project=PROJECT)
    wandb.agent(sweep_id, function=train, project=PROJECT)
    return {**read(sweep_id), "listed": sweep_id in [s.id for s in wandb.Api().project(PROJECT, entity="local").sweeps()]}


def stopped():
    sweep_id = wandb.sweep({"method": "random", "parameters": {"lr": {"min": 0.5, "max": 1.0}}}, project=PROJECT)

    def train_and_stop():
        train()
        subprocess.run([sys.executable, "-m", "wandb", "sweep", "--stop", f"local/{PROJECT}/{sweep_id}"], check=True)

    wandb.agent(sweep_id, function=train_and_stop, project=PROJECT)
    return read(sweep_id)


def canceled():
    sweep_id = wandb.sweep({"method": "random", "parameters": {"lr": {"min": 0.5, "max": 1.0}}}, project=PROJECT)

    def cancel():
        time.sleep(3)
        subprocess.run([sys.executable, "-m", "wandb", "sweep", "--cancel", f"local/{PROJECT}/{sweep_id}"], check=True)

    def train_for_ever():
        with wandb.init() as run:
            threading.Thread(target=cancel).start()
            while True:
                run.log({"lr": run.config["lr"]})
                time.sleep(0.2)

    wandb.agent(sweep_id, function=train_for_ever, project=PROJECT)
    return read(sweep_id)


def preempted():
    sweep_id = wandb.sweep({"method": "grid", "parameters": {"lr": {"values": [0.1, 0.2]}}}, project=PROJECT)
    before = wandb.Api().sweep(f"local/{PROJECT}/{sweep_id}").state
    begun = []

    def train_or_be_preempted():
        with wandb.init() as run:
            begun.append(run.id)
            during.append(wandb.Api().sweep(f"local/{PROJECT}/{sweep_id}").state)
            if len(begun) > 1:
                return
            run.mark_preempting()
            run.finish(exit_code=1)

    during = []
    wandb.agent(sweep_id, function=train_or_be_preempted, project=PROJECT)
    return {**read(sweep_id), "same": begun[0] == begun[1], "begun": len(begun), "states": [before, *during]}


def refused():
    problems = {}
    for name, config in {
        "method": {"parameters": {"lr": {"value": 1}}},
        "parameters": {"method": "grid"},
        "grid": {"method": "grid", "parameters": {"lr": {"min": 0.5, "max": 1.0}}},
        "distribution": {"method": "random", "parameters": {"lr": {"distribution": "poisson"}}},
    }.items():
        try:
            wandb.sweep(config, project=PROJECT)
            problems[name] = None
        except Exception as error:
            problems[name] = str(error)
    return problems


result(globals()[sys.argv[1]](*sys.argv[2:]))

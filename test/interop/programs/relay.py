"""Logs to one server, and reads the run from it and from the one that it forwards to."""

import os

import wandb
from interop import result, until

with open("notes.txt", "w", encoding="utf-8") as file:
    file.write("line one\nline two\n")

config = {"lr": 0.1, "seed": 2**53 + 1, "layers": [32, 64]}
with wandb.init(project="relay", name="forwarded", notes="some notes", tags=["a", "b"], config=config) as run:
    run.define_metric("loss", summary="min")
    for step in range(200):
        run.log({"loss": 1 / (step + 1), "nan": float("nan"), "big": 2**63 - 1})
        print("step", step)
    run.summary["best"] = float("inf")
    run.save("notes.txt")


def read(api):
    """All that the reading API knows of the run."""
    found = api.run(f"relay/{run.id}")
    content = found.file("notes.txt").download(exist_ok=True, replace=True).read()
    return {
        "id": found.id,
        "name": found.name,
        "state": found.state,
        # As text: the test could not tell an integer that was rounded from one that was not.
        "config": {key: str(value) for key, value in found.config.items()},
        "summary": {key: value for key, value in found.summary_metrics.items() if key != "_wandb"},
        "tags": found.tags,
        "notes": found.notes,
        "rows": list(found.scan_history()),
        "files": sorted(file.name for file in found.files()),
        "file": content,
    }


def behind():
    return wandb.Api(overrides={"base_url": os.environ["UPSTREAM_URL"]}, api_key=os.environ["UPSTREAM_KEY"])


def arrived():
    try:
        return behind().run(f"relay/{run.id}").state == "finished"
    except (wandb.errors.CommError, ValueError):
        return False


first = read(wandb.Api())
os.environ["WANDB_BASE_URL"] = os.environ["UPSTREAM_URL"]
os.environ["WANDB_API_KEY"] = os.environ["UPSTREAM_KEY"]
until(arrived, "the run reaches the other server")
result({"first": first, "behind": read(behind())})

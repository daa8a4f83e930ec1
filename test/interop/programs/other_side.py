"""Does something to a run that a page has."""

import sys

import wandb
from interop import read, result

what, name = sys.argv[1:]
if what == "stop":
    wandb.Api().run(f"local/spoor/{name}").stop()
elif what == "start":
    with wandb.init(project="spoor", id=name, config={"from": "python"}) as run:
        for step in range(5):
            run.log({"at": step})
        run.summary["kept"] = 1
elif what == "resume":
    with wandb.init(project="spoor", id=name, resume="must") as run:
        run.log({"at": 100})
    result({"step": run.starting_step, "config": dict(read(run).config)})

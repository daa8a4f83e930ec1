"""The life of a run, from `init` to its end."""

import datetime
import os
import sys
import time

import wandb
from interop import QUICK, graphql, main, operation, read, until
from wandb.sdk.lib import run_stopping


@operation
def init():
    with wandb.init(
        project="life",
        name="first light",
        notes="with *notes*\nin two lines",
        tags=["a", "ünï"],
        group="g",
        job_type="train",
        config={"lr": 0.1, "layers": [1, 2], "nested": {"deep": {"er": None}}, "big": 2**63 - 1},
    ) as run:
        pass
    got = read(run)
    assert got.config == {"lr": 0.1, "layers": [1, 2], "nested": {"deep": {"er": None}}, "big": 2**63 - 1}, got.config
    assert (got.id, got.project, got.entity, got.path) == (run.id, "life", "local", ["local", "life", run.id])
    assert got.url == run.url, (got.url, run.url)
    assert got.metadata["python"].startswith("CPython"), got.metadata
    return {
        "name": got.name,
        "notes": got.notes,
        "tags": got.tags,
        "group": got.group,
        "job_type": got.job_type,
        "state": got.state,
        "user": got.user.username,
    }


@operation
def invented_name():
    with wandb.init(project="life") as run:
        assert run.name, run.name
    assert read(run).name == run.name
    return run.name


@operation
def changes():
    with wandb.init(project="life", name="before", tags=["old"], config={"lr": 1}) as run:
        run.name = "after"
        run.notes = "noted"
        run.tags += ("new",)
        run.config.update({"lr": 2, "more": True}, allow_val_change=True)
        run.config["set"] = [1, 2]
    got = read(run)
    return {"name": got.name, "notes": got.notes, "tags": sorted(got.tags), "config": got.config}


@operation
def exit_codes():
    states = []
    for code in (0, 1, 3):
        run = wandb.init(project="life")
        run.finish(exit_code=code)
        states.append([read(run).state, graphql(run, "exitcode")["exitcode"]])
    return states


@operation
def save():
    for name in ("live", "now", "end"):
        with open(f"{name}.txt", "w") as file:
            file.write(f"{name} one")
    os.makedirs("deep/er", exist_ok=True)
    for name, content in (("a.bin", bytes(range(256))), ("empty.txt", b""), ("ünï code.txt", b"x")):
        with open(f"deep/er/{name}", "wb") as file:
            file.write(content)
    with wandb.init(project="life", settings=QUICK) as run:
        for name in ("live", "now", "end"):
            run.save(f"{name}.txt", policy=name)
        run.save("deep/er/*", base_path="deep")
        time.sleep(1.5)
        for name in ("live", "end"):
            with open(f"{name}.txt", "w") as file:
                file.write(f"{name} two")
    got = read(run)
    contents = {}
    for file in got.files():
        if file.name.endswith((".txt", ".bin")) and file.name != "requirements.txt":
            file.download(root="saved", replace=True)
            with open(f"saved/{file.name}", "rb") as saved:
                contents[file.name] = saved.read().hex()
    return contents


@operation
def console():
    with wandb.init(project="life") as run:
        print("to the output ключ")
        print("to the errors", file=sys.stderr)
        print("one\rtwo")
    lines = list(read(run).console_logs())
    assert [line.number for line in lines] == list(range(len(lines)))
    now = datetime.datetime.now(datetime.timezone.utc)
    assert all(abs((now - line.timestamp).total_seconds()) < 3600 for line in lines), lines
    last = list(read(run).console_logs(last=1))
    assert last == lines[-1:], (last, lines)
    assert list(read(run).console_logs(per_page=1)) == lines
    read(run).file("output.log").download(root="console")
    with open("console/output.log", encoding="utf-8") as file:
        assert "to the output ключ\n" in file.read()
    return [[line.level, line.content] for line in lines]


@operation
def alerts():
    with wandb.init(project="life") as run:
        run.alert("low", "the first", level=wandb.AlertLevel.WARN)
        run.alert("low", "too soon after it")
        run.alert("high", "of another title", level="ERROR", wait_duration=300)
        for _ in range(2):
            run.alert("often", "no wait", wait_duration=datetime.timedelta(microseconds=1))
    return graphql(run, "alerts { title text severity }")["alerts"]


@operation
def stop():
    # The program asks every 15 seconds unless told otherwise.
    run_stopping.RunStopChecker.__init__.__kwdefaults__["poll_interval"] = 0.2
    run = wandb.init(project="life", settings=QUICK)
    read(run).stop()
    try:
        for step in range(600):
            run.log({"step": step})
            time.sleep(0.05)
    except KeyboardInterrupt:
        run.finish(exit_code=255)
        return read(run).state
    raise AssertionError("The run was never asked to stop.")


@operation
def preempting():
    states = []
    for code in (0, 1, 255):
        run = wandb.init(project="life")
        run.mark_preempting()
        run.finish(exit_code=code)
        states.append(read(run).state)
    # It begins anew, and its machine is its own again.
    again = wandb.init(project="life", id=run.id, resume="must")
    assert read(again).state == "running", read(again).state
    again.finish(exit_code=1)
    return [*states, read(again).state]


@operation
def about_to_be_preempted():
    with wandb.init(project="life", settings=QUICK) as run:
        run.mark_preempting()
        run.log({"loss": 1})
        until(lambda: read(run).state == "preempting", "the run is preempting")
        assert graphql(run, "running failed") == {"running": True, "failed": False}
    return read(run).state


main()

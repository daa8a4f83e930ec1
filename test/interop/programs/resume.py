"""Runs that go on: resumed, rewound and forked."""

import wandb
from interop import MEASURED, await_system_rows, main, operation, read, system_rows


def start(name, rows=10, await_system=0, **options):
    with wandb.init(project="resume", id=name, **options) as run:
        print("first")
        for step in range(rows):
            run.log({"loss": 1 / (step + 1), "at": step})
        if await_system:
            await_system_rows(run, await_system)
    return run


def rows_of(name):
    return [[row["_step"], row["at"]] for row in wandb.Api().run(f"local/resume/{name}").scan_history()]


@operation
def allow():
    before = system_rows(start("allow", 3, await_system=2, config={"lr": 1}, tags=["t"], resume="allow", settings=MEASURED))
    with wandb.init(project="resume", id="allow", resume="allow", settings=MEASURED) as run:
        assert run.resumed and run.starting_step == 3, run.starting_step
        assert dict(run.config) == {"lr": 1}, run.config
        assert run.tags == ("t",), run.tags
        assert run.summary["at"] == 2
        print("again")
        run.log({"at": 103})
        await_system_rows(run, len(before) + 1)
    got = read(run)
    assert got.summary["at"] == 103 and got.state == "finished"
    assert got.config == {"lr": 1} and got.tags == ["t"]
    # All streams go on, not only the history.
    assert [line.content for line in got.console_logs()] == ["first", "again"], list(got.console_logs())
    assert system_rows(run)[: len(before)] == before
    return rows_of("allow")


@operation
def must():
    start("must", 2)
    with wandb.init(project="resume", id="must", resume="must") as run:
        run.log({"at": 102})
        run.log({"at": 110}, step=10)
    return rows_of("must")


@operation
def anew():
    start("anew", 3, config={"first": True})
    run = start("anew", 2, config={"second": True})
    assert read(run).config == {"first": True, "second": True}, read(run).config
    return rows_of("anew")


@operation
def must_not_found():
    try:
        wandb.init(project="resume", id="nowhere", resume="must")
    except wandb.errors.UsageError as error:
        assert list(wandb.Api().runs("local/resume", filters={"name": "nowhere"})) == []
        return str(error)


@operation
def never():
    start("never", 1)
    try:
        wandb.init(project="resume", id="never", resume="never")
    except wandb.errors.UsageError as error:
        assert rows_of("never") == [[0, 0]]
        return str(error)


@operation
def after_crash():
    run = wandb.init(project="resume", id="crashed")
    run.log({"at": 0})
    run.finish(exit_code=1)
    states = [read(run).state]
    with wandb.init(project="resume", id="crashed", resume="auto") as run:
        states.append(read(run).state)
        run.log({"at": 101})
    return {"states": [*states, read(run).state], "rows": rows_of("crashed")}


@operation
def rewind():
    start("rewind")
    with wandb.init(project="resume", resume_from="rewind?_step=4") as run:
        assert run.id == "rewind"
        run.log({"at": 105})
        run.log({"at": 106})
    assert read(run).summary["at"] == 106
    return rows_of("rewind")


@operation
def rewind_not_found():
    try:
        wandb.init(project="resume", resume_from="no-such-run?_step=4")
    except wandb.errors.CommError as error:
        return str(error)


@operation
def fork():
    start("parent")
    with wandb.init(project="resume", id="child", fork_from="parent?_step=4") as run:
        run.log({"at": 205})
    assert len(rows_of("parent")) == 10
    with wandb.init(project="resume", id="child", resume="must") as run:
        run.log({"at": 206})
    assert read(run).lastHistoryStep == 6
    return rows_of("child")


main()

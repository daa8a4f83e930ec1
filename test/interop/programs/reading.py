"""`wandb.Api()`: finding runs, reading them, changing them."""

import os

import wandb
from interop import MEASURED, await_system_rows, main, operation, read, system_rows

STEPS = 10_000


def quietly(**options):
    return wandb.init(project="reading", settings=wandb.Settings(console="off", x_disable_stats=True), **options)


def make_runs():
    """Twelve runs that differ in all that can be asked for."""
    for number in range(12):
        with quietly(
            id=f"run{number:02}",
            name=f"{'even' if number % 2 == 0 else 'odd'} {number}",
            tags=["all", "small" if number < 6 else "large"],
            group=f"g{number % 3}",
            job_type="train" if number < 9 else "eval",
            config={"lr": number / 10, "opt": {"name": "adam" if number % 2 else "sgd"}},
        ) as run:
            run.log({"loss": 1 / (number + 1), "deep": {"acc": number}})
            if number % 4:
                run.finish(exit_code=number % 4)


make_runs()
api = wandb.Api()


def names(filters=None, order="+created_at", **options):
    """Which runs fit, by their numbers; the count that the server gives must agree."""
    runs = api.runs("local/reading", filters={"$and": [{"tags": "all"}, filters or {}]}, order=order, **options)
    found = [int(run.id[3:]) for run in runs]
    assert len(runs) == len(found), (len(runs), found)
    return found


def failure(function):
    try:
        function()
    except Exception as error:
        return [type(error).__name__, str(error)]
    return None


@operation
def all_runs():
    return names()


@operation
def filters():
    return {
        "config": names({"config.lr.value": {"$gte": 0.9}}),
        "config without value": names({"config.lr": 0.5}),
        "nested config": names({"config.opt.value.name": "adam", "config.lr.value": {"$lt": 0.4}}),
        "summary": names({"summary_metrics.loss": {"$lt": 0.1}}),
        "nested summary": names({"summary_metrics.deep.acc": {"$in": [3, 7]}}),
        "tag": names({"tags": "large"}),
        "one of tags": names({"tags": {"$in": ["large"]}}),
        "none of tags": names({"tags": {"$nin": ["large"]}}),
        "or": names({"$or": [{"config.lr.value": 0}, {"display_name": {"$regex": "odd.*1$"}}]}),
        "and": names({"$and": [{"group": "g1"}, {"job_type": "eval"}]}),
        "nor": names({"$nor": [{"group": "g1"}, {"group": "g2"}]}),
        "not": names({"group": {"$not": {"$in": ["g1", "g2"]}}}),
        "not equal": names({"jobType": {"$ne": "train"}}),
        "state": names({"state": "failed"}),
        "states": names({"state": {"$in": ["finished", "running"]}}),
        "name": names({"name": "run03"}),
        "display name": names({"display_name": "odd 5"}),
        "exists": names({"config.none": {"$exists": True}}),
        "created": names({"created_at": {"$gte": "2020-01-01T00:00:00"}, "group": "g2"}),
        "created late": names({"createdAt": {"$gt": "2999-01-01"}}),
        "user": names({"username": "local", "group": "g0"}),
    }


@operation
def orders():
    return {
        order: names({"group": "g0"}, order=order)
        for order in ("-created_at", "+config.lr.value", "-config.lr", "+summary_metrics.loss", "-heartbeat_at", "+display_name")
    }


@operation
def pages():
    assert names(per_page=5) == list(range(12))
    runs = api.runs("local/reading", filters={"tags": "all"}, per_page=5)
    return [len(runs), runs[0].id, runs[11].id, [run.id for run in runs[3:6]]]


@operation
def unknown_filter():
    return failure(lambda: names({"favourite_colour": "red"}))


@operation
def full_runs():
    runs = api.runs("local/reading", filters={"group": "g1"}, lazy=False, order="+created_at")
    return [[run.config["lr"], run.summary_metrics["deep"]["acc"]] for run in runs]


@operation
def projects():
    found = {project.name: project for project in api.projects("local")}
    project = api.project("reading", entity="local")
    assert found["reading"].id == project.id and project.entity == "local"
    assert project.url.endswith("/local/reading/workspace"), project.url
    return sorted(found)


@operation
def missing():
    return {
        "run": failure(lambda: api.run("local/reading/none")),
        "run of no project": failure(lambda: api.run("local/none/none")),
        "project": failure(lambda: len(api.runs("local/none"))),
        "file": failure(lambda: api.run("local/reading/run00").file("none.txt").download()),
    }


@operation
def viewer():
    return [api.viewer.username, api.viewer.entity, api.viewer.name, api.default_entity, api.viewer.admin]


@operation
def from_path():
    run = api.from_path("local/reading/run03")
    return [run.id, api.from_path("local/reading/runs/run04").name, api.from_path("local/reading").name]


@operation
def description():
    run = api.run("local/reading/run03")
    assert run.created_at and run.heartbeatAt, run._attrs
    assert run.load(force=True)["displayName"] == "odd 3"
    return {
        "metadata": run.metadata["program"].endswith("reading.py"),
        "lastHistoryStep": run.lastHistoryStep,
        "historyLineCount": run.historyLineCount,
        "user": run.user.name,
        "keys": sorted(run.history_keys["keys"]),
        "read_only": run.read_only,
        "sweep": run.sweep_name,
    }


def long_run():
    with quietly(id="long") as run:
        for step in range(STEPS):
            row = {"loss": 1 / (step + 1), "at": step}
            if step % 3 == 0:
                row["third"] = step / 3
            if step % 1000 == 7:
                row["rare"] = "x"
            run.log(row)


long_run()
long = api.run("local/reading/long")


@operation
def scan():
    rows = list(long.scan_history())
    assert [row["at"] for row in rows] == list(range(STEPS))
    assert all(row["loss"] == 1 / (row["at"] + 1) and row["_step"] == row["at"] for row in rows)
    assert [row["third"] for row in rows if "third" in row] == [step / 3 for step in range(0, STEPS, 3)]
    return len(rows)


@operation
def scan_keys():
    rows = list(long.scan_history(keys=["third", "at"]))
    assert [[row["third"], row["at"]] for row in rows] == [[step / 3, step] for step in range(0, STEPS, 3)], rows[:3]
    rare = [row["rare"] for row in long.scan_history(keys=["rare"])]
    assert list(long.scan_history(keys=["loss", "never"])) == []
    return [len(rows), len(rare)]


@operation
def scan_range():
    steps = [row["_step"] for row in long.scan_history(min_step=2500, max_step=4700, page_size=300)]
    assert steps == list(range(2500, 4700)), (steps[:2], steps[-2:], len(steps))
    with_key = [row["third"] for row in long.scan_history(keys=["third"], min_step=30, max_step=61, page_size=7)]
    return with_key


@operation
def history():
    rows = long.history(pandas=False)
    assert all(row["loss"] == 1 / (row["at"] + 1) for row in rows)
    few = long.history(samples=11, pandas=False)
    some = long.history(samples=100, keys=["third"], pandas=False)
    assert all(row["third"] == row["_step"] / 3 for row in some)
    by_at = long.history(samples=50, keys=["loss"], x_axis="at", pandas=False)
    assert all(set(row) == {"at", "loss"} for row in by_at), by_at[0]
    return [len(rows), rows[0]["at"], rows[-1]["at"], len(few), len(some), len(by_at)]


@operation
def system_history():
    with wandb.init(project="reading", id="system", settings=MEASURED) as run:
        await_system_rows(run, 2)
    rows = system_rows(run)
    assert all("_timestamp" in row and "_runtime" in row for row in rows), rows
    assert any(key.startswith("system.") for row in rows for key in row), rows
    assert read(run).system_metrics.keys() & {"system.memory_percent", "system.proc.cpu.threads", "system.cpu"}, read(run).system_metrics


@operation
def files():
    os.mkdir("parts")
    for number in range(60):
        with open(f"parts/part {number}.bin", "wb") as file:
            file.write(bytes([number]) * number)
    with quietly(id="files") as run:
        run.save("parts/part *", base_path="parts", policy="now")
    got = read(run)
    found = {file.name: file for file in got.files(per_page=7)}
    assert len(got.files()) == len(found), (len(got.files()), len(found))
    for number in range(60):
        file = found[f"part {number}.bin"]
        assert file.size == number
        with file.download(root="files", replace=True) as text:
            pass
        with open(f"files/part {number}.bin", "rb") as stored:
            assert stored.read() == bytes([number]) * number
    assert "already exists" in failure(lambda: file.download(root="files"))[1]
    assert {file.name for file in got.files(names=["part 3.bin", "part 4.bin", "none"])} == {"part 3.bin", "part 4.bin"}
    assert len(list(got.files(pattern="part 5%.bin"))) == 11
    restored = wandb.restore("part 9.bin", run_path="local/reading/files", root="restored")
    assert restored.read() == "\x09" * 9
    return len([name for name in found if name.startswith("part")])


@operation
def delete_file():
    run = api.run("local/reading/files")
    run.file("part 1.bin").delete()
    run.file("part 2.bin").delete()
    names = [file.name for file in run.files(pattern="part _.bin")]
    return [sorted(names), failure(lambda: run.file("part 1.bin").download(root="gone"))]


@operation
def upload_file():
    with open("uploaded.txt", "w") as file:
        file.write("later")
    run = api.run("local/reading/run00")
    state = run.state
    run.upload_file("uploaded.txt")
    got = api.run("local/reading/run00")
    got.load(force=True)
    assert got.state == state
    return got.file("uploaded.txt").download(root="up").read()


@operation
def update():
    with quietly(id="update", tags=["a"], config={"lr": 1, "keep": {"a": 1}}, notes="n", name="before") as run:
        run.log({"loss": 1})
    got = read(run)
    got.config["lr"] = 2
    got.config["new"] = [1]
    got.tags.append("b")
    got.notes = "changed"
    got.name = "after"
    got.display_name = "after"
    got.group = "late"
    got.update()
    again = read(run)
    # A run that has ended is edited, not opened again.
    assert again.state == "finished", again.state
    return {"config": again.config, "tags": again.tags, "notes": again.notes, "name": again.name, "group": again.group}


@operation
def update_summary():
    with quietly(id="summary") as run:
        run.log({"loss": 1, "deep": {"a": 1}})
    got = read(run)
    got.summary["best"] = 2**60 + 1
    got.summary["nan"] = float("inf")
    got.summary.update({"loss": 0.5})
    summary = read(run).summary_metrics
    assert summary["best"] == 2**60 + 1, summary
    return {key: value for key, value in summary.items() if not key.startswith("_") and key != "best"}


@operation
def delete_run():
    with quietly(id="doomed") as run:
        run.log({"loss": 1})
    got = read(run)
    got.delete()
    assert "Could not find run" in failure(lambda: read(run))[1]
    with quietly(id="doomed") as run:
        run.log({"loss": 2})
    return [[row["_step"], row["loss"]] for row in read(run).scan_history()]


@operation
def wait():
    run = quietly(id="waiting")
    got = read(run)
    assert got.state == "running"
    run.finish()
    got.wait_until_finished()
    return got.state


@operation
def set_state():
    run = quietly(id="lost")
    got = read(run)
    run.finish()
    with quietly(id="lost", resume="must"):
        assert read(run).update_state("failed")
        return read(run).state


@operation
def create():
    api.create_project("made", "local")
    run = api.create_run(run_id="born", project="made", entity="local")
    states = [run.state]
    pending = wandb.apis.public.Run.create(api=api, run_id="patient", project="made", entity="local", state="pending")
    states.append(api.run("local/made/patient").state)
    with wandb.init(project="made", id="patient", resume="allow") as run:
        states.append(read(run).state)
    return states


main()

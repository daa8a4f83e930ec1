"""Logs tables and plots, and reads them back."""

import math
import os
import sys

import wandb
from interop import result

PROJECT = "tables"


def plain(value):
    if isinstance(value, wandb.Image):
        with open(value._path, "rb") as file:
            return {"image": file.read().hex()[:16], "width": value._width, "height": value._height, "caption": value._caption}
    if isinstance(value, wandb.Table):
        return rows(value)
    return value


def rows(table):
    return {"columns": table.columns, "data": [[plain(cell) for cell in row] for row in table.data]}


def tables_of(run_id):
    read = wandb.Api().run(f"local/{PROJECT}/{run_id}")
    tables = {}
    for artifact in read.logged_artifacts():
        for path in artifact.manifest.entries:
            if path.endswith(".table.json"):
                tables[path] = rows(artifact.get(path))
    return tables


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def table():
    with open("dot.png", "wb") as file:
        file.write(PNG)
    with wandb.init(project=PROJECT) as run:
        table = wandb.Table(columns=["n", "x", "text", "flag", "image", "list"])
        table.add_data(1, 0.5, "ünï", True, wandb.Image("dot.png", caption="dot"), [1, 2])
        table.add_data(2, math.nan, None, False, None, [])
        table.add_data(None, math.inf, "", None, wandb.Image("dot.png"), None)
        run.log({"first": table, "loss": 1})
        own = wandb.Artifact("tables", type="dataset")
        own.add(wandb.Table(columns=["a"], data=[["in an artifact"]]), "mine")
        run.log_artifact(own).wait()
    read = wandb.Api().run(f"local/{PROJECT}/{run.id}")
    history = [row for row in read.scan_history() if row.get("first")]
    summary = read.summary.get("first")
    file = read.file(history[0]["first"]["path"]).download("files")
    return {
        "tables": tables_of(run.id),
        "history": {key: history[0]["first"][key] for key in ("_type", "nrows", "ncols")},
        "summary": summary["nrows"],
        "file": file.read(),
        "artifacts": [[a.name, a.type] for a in read.logged_artifacts()],
    }


def growing(mode):
    with wandb.init(project=PROJECT) as run:
        table = wandb.Table(columns=["step", "value"], log_mode=mode)
        for step in range(3):
            table.add_data(step, step * step)
            run.log({"grow": table})
    read = wandb.Api().run(f"local/{PROJECT}/{run.id}")
    latest = [a for a in read.logged_artifacts() if "latest" in a.aliases]
    newest = latest[-1]
    last = sorted(path for path in newest.manifest.entries if path.endswith(".table.json"))[-1]
    return {"versions": len(read.logged_artifacts()), "type": newest.type, "rows": rows(newest.get(last))}


def mutable():
    return growing("MUTABLE")


def incremental():
    return growing("INCREMENTAL")


def squares():
    return wandb.Table(columns=["x", "y"], data=[[i, i * i] for i in range(5)])


def plots():
    truth = [0, 1, 1, 0, 1, 0]
    scores = [[0.9, 0.1], [0.2, 0.8], [0.3, 0.7], [0.6, 0.4], [0.4, 0.6], [0.7, 0.3]]
    with wandb.init(project=PROJECT) as run:
        run.log(
            {
                "line": wandb.plot.line(squares(), "x", "y", title="A line"),
                "scatter": wandb.plot.scatter(squares(), "x", "y", title="Points"),
                "bar": wandb.plot.bar(squares(), "x", "y", title="Bars"),
                "histogram": wandb.plot.histogram(squares(), "y", title="Histogram"),
                "series": wandb.plot.line_series(xs=[0, 1], ys=[[1, 2], [3, 4]], keys=["a", "b"], title="Series"),
                "confusion": wandb.plot.confusion_matrix(y_true=truth, preds=[0, 1, 0, 0, 1, 1], class_names=["no", "yes"]),
            }
        )
    read = wandb.Api().run(f"local/{PROJECT}/{run.id}")
    visualize = read.rawconfig["_wandb"]["visualize"]
    return {
        "tables": tables_of(run.id),
        "charts": {name: [chart["panel_type"], chart["panel_config"]["panelDefId"]] for name, chart in visualize.items()},
    }


def offline():
    with wandb.init(project=PROJECT, mode="offline", id="offline1") as run:
        run.log({"off": wandb.Table(columns=["a", "b"], data=[[1, "x"], [2, "y"]])})
        return {"path": os.path.dirname(run.dir)}


def after_sync():
    return tables_of("offline1")


result(globals()[sys.argv[1]]())

"""Tables with media in their cells: reads those of Spoor, and logs some as W&B's client writes them."""

import hashlib
import json
import math
import sys

import numpy as np
import wandb
from interop import result
from wandb.sdk.data_types._dtypes import TypeRegistry

PROJECT = "cells"


def hashed(run, path):
    with open(run.file(path).download("files", replace=True).name, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def cell(run, value):
    """A media value is told by its type, and by whether its file has the content that it should have."""
    if isinstance(value, list):
        return [cell(run, one) for one in value]
    if isinstance(value, dict) and "path" in value:
        assert hashed(run, value["path"]) == value["sha256"], value
        return value["_type"]
    if isinstance(value, dict):
        return value["_type"]
    return str(value) if isinstance(value, int) and value > 2**53 else value


def read(run_id):
    """What `wandb.Api()` finds of a table that a page has logged."""
    run = wandb.Api().run(f"local/spoor/{run_id}")
    tables = []
    for row in run.scan_history():
        logged = row["table"]
        with open(run.file(logged["path"]).download("files", replace=True).name) as file:
            table = json.load(file)
        types = TypeRegistry.type_from_dict(table["column_types"]).params["type_map"]
        tables.append(
            {
                "logged": {key: logged.get(key) for key in ("_type", "nrows", "log_mode", "increment_num")},
                "types": {name: str(type_) for name, type_ in types.items()},
                "data": [[cell(run, value) for value in row] for row in table["data"]],
            }
        )
        # Rows without media are a table of W&B's own, and each has the type that it should have.
        plain = [index for index, value in enumerate(table["data"][0]) if not isinstance(value, (dict, list))]
        names = [table["columns"][index] for index in plain]
        made = wandb.Table.from_json(
            {
                "columns": names,
                "data": [[row[index] for index in plain] for row in table["data"]],
                "column_types": {
                    "wb_type": "typedDict",
                    "params": {"type_map": {name: table["column_types"]["params"]["type_map"][name] for name in names}},
                },
            },
            None,
        )
        tables[-1]["made"] = [[str(value) for value in row] for row in made.data]
    return {"tables": tables}


def log():
    with wandb.init(project=PROJECT) as run:
        table = wandb.Table(columns=["n", "x", "picture", "sound", "page"])
        for n in range(2):
            picture = wandb.Image(np.full((6, 6, 3), 80 * n, dtype=np.uint8), caption=f"picture {n}")
            sound = wandb.Audio(np.sin(np.arange(800) / 5), sample_rate=8000) if n == 0 else None
            table.add_data(n, math.nan, picture, sound, wandb.Html(f"<h1>page {n}</h1>"))
        run.log({"table": table})
        grow = wandb.Table(columns=["step", "value"], log_mode="INCREMENTAL")
        for step in range(3):
            grow.add_data(step, step * step)
            run.log({"grow": grow})
    return {"id": run.id}


result({"read": read, "log": log}[sys.argv[1]](*sys.argv[2:]))

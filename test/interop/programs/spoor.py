"""Reads a run that a page has logged, and compares it with what the page says that it logged, value by value and file by file."""

import hashlib
import json
import math
import sys

import wandb
from interop import result

with open(sys.argv[1], encoding="utf-8") as file:
    expected = json.load(file)

run = wandb.Api().run(f"local/spoor/{expected['id']}")
differences = []


def same(got, want):
    if isinstance(got, dict) and isinstance(want, dict):
        return got.keys() == want.keys() and all(same(got[key], want[key]) for key in want)
    if isinstance(got, list) and isinstance(want, list):
        return len(got) == len(want) and all(map(same, got, want))
    if isinstance(got, float) and isinstance(want, float) and math.isnan(want):
        return math.isnan(got)
    # Python takes True for 1.
    return isinstance(got, bool) == isinstance(want, bool) and got == want


def compare(what, got, want):
    if not same(got, want):
        differences.append([what, repr(got)[:500], repr(want)[:500]])


def plain(row):
    """Without what every client adds."""
    return {key: value for key, value in row.items() if key not in ("_runtime", "_timestamp", "_wandb")}


rows = list(run.scan_history(page_size=997))
compare("number of rows", len(rows), len(expected["rows"]))
for number, (got, want) in enumerate(zip(rows, expected["rows"])):
    compare(f"row {number}", plain(got), want)
for key, want in expected.get("columns", {}).items():
    compare(f"column {key}", [row[key] for row in run.scan_history(keys=[key])], want)
if "summary" in expected:
    compare("summary", plain(run.summary_metrics), expected["summary"])
if "config" in expected:
    compare("config", run.config, expected["config"])
for name, want in expected.get("fields", {}).items():
    compare(name, getattr(run, name), want)


def media(value):
    """All files that a value names."""
    if isinstance(value, dict) and value.get("_type") == "images/separated":
        return [(path, None) for path in value["filenames"]]
    if isinstance(value, dict) and "path" in value:
        return [(value["path"], value)]
    return [file for inner in value.values() for file in media(inner)] if isinstance(value, dict) else []


files = {}
of_rows = [file for row in rows for file in media(row)]
saved = [file.name for file in run.files() if file.name not in dict(of_rows)]
for path, value in of_rows + [(path, None) for path in saved]:
    run.file(path).download(root="got", replace=True)
    with open(f"got/{path}", "rb") as file:
        content = file.read()
    if value is not None:
        compare(path, [value["size"], value["sha256"]], [len(content), hashlib.sha256(content).hexdigest()])
        if "width" in value:
            compare(path, list(wandb.Image(f"got/{path}").image.size), [value["width"], value["height"]])
    files[path] = hashlib.sha256(content).hexdigest()

result({"differences": differences, "files": files, "state": run.state})

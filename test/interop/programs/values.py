"""What a row can hold, and what becomes of it in the summary. Numbers are compared here, where integers have no end."""

import math

import wandb
from interop import main, operation, read


def log(rows, **options):
    with wandb.init(project="values", **options) as run:
        for row in rows:
            run.log(row)
    return read(run)


def values(row):
    return {key: value for key, value in row.items() if not key.startswith("_")}


def rows(run, **options):
    return [values(row) for row in run.scan_history(**options)]


@operation
def not_finite():
    row = {"nan": math.nan, "up": math.inf, "down": -math.inf, "deep": {"nan": math.nan}, "list": [math.nan, 1.5, -math.inf]}
    run = log([row])
    (got,) = rows(run)
    assert math.isnan(got["nan"]) and (got["up"], got["down"]) == (math.inf, -math.inf), got
    assert math.isnan(got["deep"]["nan"]), got
    assert math.isnan(got["list"][0]) and got["list"][1:] == [1.5, -math.inf], got
    assert math.isnan(run.summary["nan"]) and run.summary["up"] == math.inf, run.summary
    # With keys the answer is plain JSON, in which W&B has these numbers as words.
    return rows(run, keys=["nan", "up", "down"])


@operation
def integers():
    row = {"max": 2**63 - 1, "min": -(2**63), "odd": 2**53 + 1, "edge": 2**53, "deep": {"odd": 2**60 + 1}, "list": [2**62 + 1]}
    run = log([row], config={"max": 2**63 - 1})
    assert rows(run) == [row], rows(run)
    assert values(run.summary_metrics) == row, run.summary_metrics
    assert run.config == {"max": 2**63 - 1}, run.config
    keys = ["max", "min", "odd", "edge", "deep.odd"]
    expected = {**{key: row[key] for key in keys[:4]}, "deep.odd": 2**60 + 1}
    assert [values(row) for row in run.history(keys=keys, pandas=False)] == [expected]


@operation
def floats():
    row = {"third": 1 / 3, "sum": 0.1 + 0.2, "tiny": 5e-324, "huge": 1.7976931348623157e308, "small": 1e-7, "long": 123456789012345680.0}
    run = log([row])
    assert rows(run) == [row] and rows(run, keys=list(row)) == [row], rows(run)


@operation
def others():
    row = {
        "text": 'NaN "quoted" \\ \u2028 \U0001f600',
        "yes": True,
        "no": False,
        "none": None,
        "deep": {"a": {"b": [1, "two", None, {"c": True}]}},
        "empty": {"list": [], "text": ""},
        "dots.and/slashes": 1,
        "ключ 键 🔑": 2,
    }
    run = log([row])
    (got,) = rows(run)
    assert got == row, got
    keys = ["text", "yes", "deep.a.b", "dots.and/slashes", "ключ 键 🔑"]
    assert rows(run, keys=keys) == [{**{key: row.get(key) for key in keys}, "deep.a.b": [1, "two", None, {"c": True}]}], rows(run, keys=keys)


@operation
def steps():
    with wandb.init(project="values") as run:
        run.log({"a": 1})
        run.log({"b": 2}, commit=False)
        run.log({"c": 3})
        run.log({"a": 4}, step=10)
        run.log({"b": 5}, step=10)
        # The client itself refuses a step that is over, and says so.
        run.log({"a": 6}, step=5)
        run.log({"a": 7}, step=12)
    return [[row["_step"], values(row)] for row in read(run).scan_history()]


@operation
def times():
    run = log([{"a": 1}, {"a": 2}])
    got = list(run.scan_history())
    assert all(isinstance(row["_runtime"], float) and isinstance(row["_timestamp"], float) for row in got), got
    assert got[0]["_timestamp"] <= got[1]["_timestamp"], got


@operation
def metrics():
    with wandb.init(project="values") as run:
        run.define_metric("epoch", hidden=True)
        run.define_metric("loss", step_metric="epoch", summary="min,max,mean,last,first")
        run.define_metric("val/*", step_metric="epoch", summary="max")
        run.define_metric("quiet", summary="none")
        for step, loss in enumerate([3.0, 1.0, 2.0]):
            run.log({"epoch": step, "loss": loss, "val/acc": 1 / loss, "quiet": loss})
    got = read(run)
    return {"summary": {key: got.summary_metrics.get(key) for key in ("loss", "val/acc", "quiet")}, "m": got.rawconfig["_wandb"]["m"]}


@operation
def summary():
    with wandb.init(project="values") as run:
        run.log({"loss": 1, "acc": 0.5})
        run.summary["best"] = 0.9
        run.summary["deep"] = {"a": {"b": 1}}
        run.summary.update({"acc": 0.7})
        run.summary["gone"] = 1
        del run.summary["gone"]
    return values(read(run).summary_metrics)


@operation
def many_keys():
    row = {f"group{i % 20}/metric{i}": i for i in range(3000)}
    run = log([row])
    assert rows(run) == [row]
    assert set(run.history_keys["keys"]) >= set(row)


@operation
def long_text():
    row = {"text": "x" * 1_000_000}
    assert rows(log([row])) == [row]


main()

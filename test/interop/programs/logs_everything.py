"""Logs values, media, config, tags, metrics, console output and files, for the run to be taken elsewhere."""

import sys

import wandb
from interop import result

with wandb.init(
    project="everything",
    name="Läuft",
    notes="two\nlines",
    tags=["a", "ü b"],
    group="g",
    job_type="train",
    config={"lr": 0.1, "big": 2**63 - 1, "nan": float("nan"), "deep": {"layers": [32, {"kind": "conv"}], "none": None}},
) as run:
    run.define_metric("epoch")
    run.define_metric("val/*", step_metric="epoch", summary="max")
    print("hello from the run")
    print("trouble", file=sys.stderr)
    for step in range(20):
        run.log({"loss": 1 / (step + 1), "val/acc": step / 20, "epoch": step, "nested": {"a": {"b": step}, "ключ.c": [step]}})
    run.log({"nan": float("nan"), "up": float("inf"), "down": float("-inf"), "big": 2**63 - 1, "least": -(2**63), "text": "ü\n\"<&>"})
    for name in ("sound.wav", "film.mp4"):
        with open(name, "wb") as file:
            file.write(bytes(range(256)) * 40)
    run.log({"page": wandb.Html("<b>bold</b>"), "weights": wandb.Histogram(np_histogram=([1, 0, 3], [0, 0.5, 1, 1.5]))})
    run.log({"sound": wandb.Audio("sound.wav", caption="hiss"), "a/film": wandb.Video("film.mp4", format="mp4")})
    run.log({"long": "x" * 100_000})
    with open("notes.txt", "w", encoding="utf-8") as file:
        file.write("saved\n")
    run.save("notes.txt")
    run.summary["best"] = {"value": 0.95, "nan": float("nan")}

result({"id": run.id})

"""What a run has logged that is more than numbers and texts: its files are read by W&B's own classes."""

import datetime
import hashlib
import json
import math
import os
import re

import numpy as np
import plotly.io
import soundfile
import wandb
from moviepy.video.io.VideoFileClip import VideoFileClip
from wandb.sdk.data_types.helper_types.bounding_boxes_2d import BoundingBoxes2D
from wandb.sdk.data_types.helper_types.image_mask import ImageMask


class Near:
    """Colours that an encoder may have changed a little."""

    def __init__(self, colours):
        self.colours = np.asarray(colours, float)

    def __eq__(self, other):
        return self.colours.shape == other.colours.shape and np.abs(self.colours - other.colours).max() < 12

    def __repr__(self):
        return repr(self.colours.round().tolist())


def as_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def as_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def read_image(path):
    picture = wandb.Image(path).image
    return [picture.size, np.asarray(picture.convert("RGBA")).tolist()]


def read_mask(path):
    picture = wandb.Image(ImageMask({"path": path}, key="")._path).image
    return [picture.mode, np.asarray(picture).tolist()]


def read_boxes(path):
    content = as_json(path)
    # JSON has no keys that are numbers, for which the class asks.
    labels = {int(number): name for number, name in content.pop("class_labels", {}).items()}
    boxes = BoundingBoxes2D({**content, **({"class_labels": labels} if labels else {})}, key="")
    return [boxes._val, boxes._class_labels]


def read_audio(path):
    samples, rate = soundfile.read(wandb.Audio(path)._path, dtype="int16")
    return [rate, soundfile.info(path).subtype, samples.tolist()]


def read_video(path):
    if not path.endswith(".webm"):
        return as_bytes(wandb.Video(path)._path)
    with VideoFileClip(wandb.Video(path)._path) as clip:
        width, height = clip.size
        colours = [frame[height // 2, width // 2].tolist() for frame in clip.iter_frames()]
        return [width, height, round(clip.fps), round(clip.duration, 1), Near(colours)]


def read_object(path):
    wandb.Object3D(path)
    return as_json(path) if path.endswith(".pts.json") else as_bytes(path)


def moment(cell):
    """A date, which W&B's client writes in words into the files of a run, and in milliseconds everywhere else."""
    if isinstance(cell, str):
        return datetime.datetime.fromisoformat(cell)
    if isinstance(cell, (int, float)):
        return datetime.datetime.fromtimestamp(cell / 1000, datetime.timezone.utc)
    return cell


def read_table(path):
    read = wandb.Table.from_json(as_json(path), None)
    dates = [place for place, name in enumerate(read.columns) if name == "at"]
    rows = [[moment(cell) if place in dates else cell for place, cell in enumerate(row)] for row in read.data]
    types = wandb.Table(columns=read.columns, data=rows)._column_types.to_json()
    return {"columns": read.columns, "rows": rows, "types": types}


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


READERS = {
    "media/images": read_image,
    "media/images/mask": read_mask,
    "media/metadata/boxes2D": read_boxes,
    "media/audio": read_audio,
    "media/videos": read_video,
    "media/html": lambda path: wandb.Html(path, inject=False).html,
    "media/plotly": lambda path: plotly.io.read_json(path).to_dict(),
    "media/object3D": read_object,
    "media/molecule": lambda path: as_bytes(wandb.Molecule(path)._path),
    "media/table": read_table,
    "media/graph": read_json,
    # Not of W&B's.
    "media/markdown": as_bytes,
}


def interpolated(table):
    """The 21 rounded points of each curve that `wandb.plot.pr_curve` keeps."""
    rows = []
    for name in dict.fromkeys(row[0] for row in table["rows"]):
        _, recall, precision = (np.array(cells) for cells in zip(*(row for row in table["rows"] if row[0] == name)))
        kept = np.linspace(0, 1, 21)[::-1]
        smooth = np.maximum.accumulate(precision)[::-1][np.searchsorted(recall[::-1], kept, side="left")]
        rows += [[name, y, x] for y, x in zip(smooth.round(3).tolist(), kept.round(3).tolist())]
    return rows


def rounded(table):
    """What `wandb.plot.roc_curve` keeps of each point."""
    return [[name, *np.round(point, 3).tolist()] for name, *point in table["rows"]]


# What W&B's client makes of the curves of scikit-learn, which a page logs as they are.
THINNED = {"pr": interpolated, "roc": rounded}


class MediaOfRun:
    """The values of the only row of a run; `values` has each by its key, a plot with its description and its table."""

    def __init__(self, run_id):
        self._run = wandb.Api().run(f"local/spoor/{run_id}")
        self._own = self._run.rawconfig["_wandb"]
        (row,) = self._run.scan_history()
        summary = self._run.summary_metrics
        logged = {key: value for key, value in row.items() if isinstance(value, dict) and not key.startswith("_")}
        for key, value in logged.items():
            assert summary[key] == value, f"the summary of {key} is {summary[key]}, not {value}"
        self.values = {}
        for key, panel in self._own["visualize"].items():
            table_key = panel["panel_config"]["userQuery"]["queryFields"][0]["fields"][-1]["args"][0]["value"]
            self.values[key] = {"panel": panel, "table": self._read(logged.pop(table_key))}
        for key, value in logged.items():
            self.values[key] = {"value": self._read(value), "labels": self._labels(key)}

    def _labels(self, key):
        """What the classes over an image are called."""
        kinds = ("mask/class_labels", "bounding_box/class_labels")
        prefix = f"{key}_wandb_delimeter_"
        return [{k: v for k, v in self._own.get(kind, {}).items() if k.startswith(prefix)} for kind in kinds]

    def _read(self, value):
        """A value with the content of files in place of their names."""
        if isinstance(value, list):
            return [self._read(item) for item in value]
        if not isinstance(value, dict):
            return value
        kept = {key: item for key, item in value.items() if key not in ("artifact_path", "_latest_artifact_path")}
        if "path" in kept:
            path, digest, size = (kept.pop(name) for name in ("path", "sha256", "size"))
            content = as_bytes(self._download(path))
            assert (len(content), hashlib.sha256(content).hexdigest()) == (size, digest), f"{path} is another file"
            return {**self._read(kept), **self._file(path)}
        if "filenames" in kept:
            folder = "media/object3D/" if kept["_type"] == "object3D" else ""
            kept["filenames"] = [self._file(folder + name) for name in kept["filenames"]]
        return {key: self._read(item) for key, item in kept.items()}

    def _file(self, path):
        if isinstance(path, dict):
            return path
        # Slashes of a key are folders too.
        folder = max((known for known in READERS if path.startswith(f"{known}/")), key=len)
        ending = re.sub(r"^[^.]*", "", os.path.basename(path))
        return {"folder": folder, "ending": ending, "content": READERS[folder](self._download(path))}

    def _download(self, path):
        root = f"read/{self._run.id}"
        self._run.file(path).download(root=root, exist_ok=True)
        return f"{root}/{path}"


def differing(got, want, at=""):
    """Where two values differ, a sentence for each place."""
    if isinstance(got, dict) and isinstance(want, dict):
        places = [(key, got.get(key, "absent"), want.get(key, "absent")) for key in {**got, **want}]
    elif isinstance(got, (list, tuple)) and isinstance(want, (list, tuple)) and len(got) == len(want):
        places = [(place, *pair) for place, pair in enumerate(zip(got, want))]
    else:
        both_nan = isinstance(got, float) and isinstance(want, float) and math.isnan(got) and math.isnan(want)
        # Python takes True for 1.
        is_same = both_nan or (isinstance(got, bool) == isinstance(want, bool) and got == want)
        return [] if is_same else [f"{at} is {got!r:.300}, not {want!r:.300}"]
    return [line for key, one, other in places for line in differing(one, other, f"{at}/{key}")]


def differences(page, python):
    """What differs, by the keys of the page; of what Python cannot log, it is enough that it could be read."""
    found = {}
    for key, got in page.values.items():
        want = python.values.get(key, got)
        if thin := THINNED.get(key):
            got = {**got, "table": thin(got["table"]["content"])}
            want = {**want, "table": want["table"]["content"]["rows"]}
        found[key] = differing(got, want)[:5]
    return found

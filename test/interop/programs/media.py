"""Media: what a row says of them, and that their files come back byte by byte."""

import hashlib
import json
import os
import wave

import numpy as np
import plotly.graph_objects as go
import wandb
from interop import main, operation, read

PIXELS = (np.arange(8 * 6 * 3) % 256).astype(np.uint8).reshape(6, 8, 3)


def log(value):
    """Logs one value, and returns what the row has of it."""
    with wandb.init(project="media") as run:
        run.log({"deep/value": value})
    got = read(run)
    (row,) = got.scan_history()
    assert got.summary_metrics["deep/value"] == row["deep/value"]
    return got, row["deep/value"]


def fetch(run, path):
    """The bytes of a run file."""
    run.file(path).download(root="got", replace=True)
    with open(f"got/{path}", "rb") as file:
        return file.read()


def checked(run, value):
    """The bytes of a file that a row names, which must be those that it describes."""
    content = fetch(run, value["path"])
    assert hashlib.sha256(content).hexdigest() == value["sha256"], value
    assert len(content) == value["size"], value
    return content


def write(name, content):
    with open(name, "wb") as file:
        file.write(content)
    return name


def pixels(content):
    write("got.png", content)
    return np.asarray(wandb.Image("got.png").image)


@operation
def histogram():
    _, value = log(wandb.Histogram([1.0, 2.0, 2.0, 3.0], num_bins=2))
    return value


@operation
def ready_histogram():
    _, value = log(wandb.Histogram(np_histogram=([1, 0, 2], [1.0, 1.5, 2.0, 3.0])))
    return value


@operation
def array():
    _, value = log(np.arange(1000.0))
    return [value["_type"], sum(value["values"]), value["bins"][0], value["bins"][-1]]


@operation
def image():
    run, value = log(wandb.Image(PIXELS, caption='a "caption" ключ'))
    assert (pixels(checked(run, value)) == PIXELS).all()
    return {key: value[key] for key in ("_type", "format", "width", "height", "caption")}


@operation
def image_file():
    from PIL import Image

    contents = {}
    for kind in ("png", "jpg", "gif", "bmp", "webp"):
        Image.fromarray(PIXELS).save(f"own.{kind}")
        run, value = log(wandb.Image(f"own.{kind}"))
        with open(f"own.{kind}", "rb") as file:
            contents[kind] = file.read() == checked(run, value)
    return contents


@operation
def boxes_and_masks():
    boxes = {
        "box_data": [
            {"position": {"minX": 0.1, "maxX": 0.5, "minY": 0.2, "maxY": 0.9}, "class_id": 1, "box_caption": "a cat", "scores": {"p": 0.5}},
            {"position": {"middle": [4, 3], "width": 2, "height": 2}, "class_id": 2, "domain": "pixel"},
        ],
        "class_labels": {1: "cat", 2: "dog"},
    }
    mask = (np.arange(48) % 3).astype(np.uint8).reshape(6, 8)
    masks = {"truth": {"mask_data": mask, "class_labels": {0: "none", 1: "cat", 2: "dog"}}}
    run, value = log(wandb.Image(PIXELS, boxes={"guess": boxes}, masks=masks))
    stored = json.loads(checked(run, value["boxes"]["guess"]))
    assert [box["class_id"] for box in stored["box_data"]] == [1, 2], stored
    assert stored["box_data"][0]["position"] == boxes["box_data"][0]["position"], stored
    assert (pixels(checked(run, value["masks"]["truth"])) == mask).all()
    labels = run.rawconfig["_wandb"]
    return {kind: list(labels[f"{kind}/class_labels"].values())[0]["value"] for kind in ("mask", "bounding_box")}


@operation
def images():
    run, value = log([wandb.Image(PIXELS, caption="one"), wandb.Image(255 - PIXELS, caption="two")])
    contents = [pixels(fetch(run, name)) for name in value["filenames"]]
    assert (contents[0] == PIXELS).all() and (contents[1] == 255 - PIXELS).all()
    return {key: value[key] for key in ("_type", "count", "captions", "width", "height", "format")}


@operation
def many_images():
    run, value = log([wandb.Image(PIXELS + step) for step in range(100)])
    for step, name in enumerate(value["filenames"]):
        assert (pixels(fetch(run, name)) == PIXELS + step).all()
    assert len(list(run.files(pattern="media/images/%", per_page=7))) == 100
    return value["count"]


@operation
def audio():
    with wave.open("tone.wav", "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes((np.sin(np.arange(800) / 5) * 30000).astype("<i2").tobytes())
    run, value = log(wandb.Audio("tone.wav", caption="a tone"))
    with open("tone.wav", "rb") as file:
        assert file.read() == checked(run, value)
    _, both = log([wandb.Audio("tone.wav", caption="one"), wandb.Audio("tone.wav", caption="two")])
    return [value["_type"], value["caption"], both["_type"], both["count"], both["captions"]]


@operation
def video():
    content = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256))
    run, value = log(wandb.Video(write("film.mp4", content), caption="a film", format="mp4"))
    assert checked(run, value) == content
    return [value["_type"], value["caption"], os.path.splitext(value["path"])[1]]


@operation
def html():
    run, value = log(wandb.Html("<p>höch</p><script>alert(1)</script>", inject=False))
    return [value["_type"], checked(run, value).decode()]


@operation
def figure():
    chart = go.Figure(go.Scatter(x=[1, 2, 3], y=[4, 1, 2]))
    run, value = log(chart)
    stored = json.loads(checked(run, value))
    return [value["_type"], stored["data"][0]["type"], stored["data"][0]["x"], stored["data"][0]["y"]]


@operation
def point_cloud():
    points = [[0, 0, 0, 1], [1, 1.5, 2, 2]]
    run, value = log(wandb.Object3D(np.array(points)))
    return [value["_type"], json.loads(checked(run, value))]


@operation
def scene():
    scene = {
        "type": "lidar/beta",
        "points": np.array([[0, 0, 0], [1, 1, 1]]),
        "boxes": np.array([{"corners": [[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], "label": "box", "color": [255, 0, 0]}]),
    }
    run, value = log(wandb.Object3D(scene))
    stored = json.loads(checked(run, value))
    return [value["_type"], stored["points"], stored["boxes"][0]["label"]]


@operation
def model_file():
    content = b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"
    run, value = log(wandb.Object3D(write("shape.obj", content)))
    assert checked(run, value) == content
    return [value["_type"], os.path.splitext(value["path"])[1]]


@operation
def molecule():
    content = b"ATOM      1  N   ALA A   1      11.104   6.134  -6.504  1.00  0.00           N\nEND\n"
    run, value = log(wandb.Molecule(write("ala.pdb", content), caption="alanine"))
    assert checked(run, value) == content
    return [value["_type"], value["caption"], os.path.splitext(value["path"])[1]]


@operation
def mixed():
    _, value = log({"inner": wandb.Html("<b>x</b>"), "number": 3, "list": [wandb.Html("<i>1</i>"), wandb.Html("<i>2</i>")]})
    return [value["inner"]["_type"], value["number"], value["list"]["_type"], value["list"]["count"]]


main()

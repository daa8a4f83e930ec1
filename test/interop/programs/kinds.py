"""Logs a value of every kind, and compares it with what a page has logged of the same data: see `kinds/*.ts`."""

import base64
import datetime
import io
import math
import sys

import numpy as np
import plotly.graph_objects as go
import wandb
from interop import result
from media_of_run import MediaOfRun, differences

VALUES = {}


def value(make):
    """Marks what makes a value; it is logged by the name of the function."""
    VALUES[make.__name__] = make
    return make


WIDTH, HEIGHT = 96, 64
PLACES = np.arange(WIDTH * HEIGHT * 4)
PIXELS = np.where(PLACES % 4 == 3, 255, PLACES * 37 % 256).astype(np.uint8).reshape(HEIGHT, WIDTH, 4)
INVERTED = np.where(PLACES % 4 == 3, 255, 255 - PLACES * 37 % 256).astype(np.uint8).reshape(HEIGHT, WIDTH, 4)
MASK = np.where(np.arange(HEIGHT)[:, None] < 20, 0, np.where(np.arange(WIDTH)[None, :] < 60, 1, 2)).astype(np.uint8)
CLASSES = {0: "sky", 1: "road", 2: "grass"}


@value
def image():
    edges = {"minX": 0.25, "maxX": 0.5, "minY": 0.5, "maxY": 0.75}
    boxes = [
        {"position": edges, "class_id": 3, "box_caption": "a car", "scores": {"sure": 0.875, "gone": math.nan}},
        {"position": {"middle": [72, 16], "width": 24, "height": 16}, "domain": "pixel", "class_id": 4},
    ]
    return wandb.Image(
        PIXELS,
        caption='a "street" ключ',
        boxes={"predictions": {"box_data": boxes, "class_labels": {3: "car", 4: "bird"}}},
        masks={"segments": {"mask_data": MASK, "class_labels": CLASSES}},
        classes=wandb.Classes([{"id": number, "name": name} for number, name in CLASSES.items()]),
    )


@value
def images():
    box = {"position": {"minX": 0, "maxX": 1, "minY": 0.5, "maxY": 1}, "class_id": 3}
    return [
        wandb.Image(PIXELS, caption="one", boxes={"truth": {"box_data": [box]}}),
        wandb.Image(INVERTED, caption="two", masks={"truth": {"mask_data": MASK, "class_labels": CLASSES}}),
    ]


@value
def audio():
    return wandb.Audio((np.arange(8000) % 100 - 50) / 50, sample_rate=8000, caption="a tone")


@value
def sounds():
    left = (np.arange(4000) % 100 - 50) / 64
    return [
        wandb.Audio(np.stack([left, -left / 2], axis=1), sample_rate=8000),
        wandb.Audio(left, sample_rate=16000, caption="faster"),
    ]


@value
def video():
    frames = np.zeros((12, 3, 48, 64), np.uint8)
    frames[:, 0] = (np.arange(12) * 20)[:, None, None]
    frames[:, 1] = 128
    return wandb.Video(frames, fps=12, format="webm", caption="ever redder")


@value
def gifs():
    gif = base64.b64decode("R0lGODlhAgABAIAAAAAAAP///yH5BAEAAAAALAAAAAACAAEAAAICRAoAOw==")
    return [wandb.Video(io.BytesIO(gif), format="gif", caption=caption) for caption in ("one", "two")]


@value
def html():
    return wandb.Html("<html><head><title>t</title></head><body><h1>höch</h1></body></html>")


@value
def pages():
    script = '<p>two</p><script>document.title = "ran"</script>'
    return [wandb.Html("<p>one</p>", inject=False), wandb.Html(script, inject=False)]


@value
def network():
    graph = wandb.Graph()
    dense = graph.add_node(id="dense", name="dense", class_name="Dense", output_shape=(None, 10), num_parameters=7850)
    graph.add_edge(graph.add_node(id="input", name="input", class_name="InputLayer"), dense)
    return graph


@value
def figure():
    trace = go.Scatter(mode="lines+markers", name="loss", x=[1, 2, 3], y=[4, None, 2])
    return wandb.Plotly(go.Figure(trace, layout={"title": {"text": "Loss"}}))


@value
def arrays():
    points = go.Scatter(mode="markers", x=np.array([1, 2, 3]), y=np.array([4, math.nan, 2]))
    return go.Figure(points, layout={"title": {"text": "of arrays"}})


@value
def cloud():
    i = np.arange(500)
    points = np.stack([i / 64, i % 10 / 8, i % 7 / 4, i % 256, np.full(500, 128), 255 - i % 256], axis=1)
    return wandb.Object3D(points, caption="a scan")


POINTS = [[i % 30 / 10, i % 17 / 8, i / 150] for i in range(300)]


@value
def scene():
    corners = [[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]
    return wandb.Object3D.from_point_cloud(
        points=POINTS,
        boxes=[{"corners": corners, "label": "car", "color": [255, 0, 0], "score": 0.875}],
        vectors=[{"start": [0, 0, 0], "end": [2, 0, 0]}],
    )


@value
def turned_box():
    box = wandb.box3d(center=(1, 1, 1), size=(2, 1, 1), orientation=(1, 0, 0, 1), color=(0.2, 0.9, 0.2))
    return wandb.Object3D.from_point_cloud(points=POINTS, boxes=[box])


@value
def models():
    i = np.arange(200)
    triangle = io.StringIO("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
    return [
        wandb.Object3D(triangle, caption="a triangle", file_type="obj"),
        wandb.Object3D(np.stack([i / 50, i % 10 / 8, i % 7 / 4, 1 + i % 14], axis=1)),
    ]


@value
def molecule():
    places = [("O ", 0, 0), ("H1", 0.96, 0), ("H2", -0.24, 0.93)]
    atoms = [
        f"ATOM      {number}  {name}  HOH A   1    {x:8.3f}{y:8.3f}   0.000  1.00  0.00           {name[0]}\n"
        for number, (name, x, y) in enumerate(places, 1)
    ]
    return wandb.Molecule(io.StringIO("".join(atoms) + "END\n"), caption="water", file_type="pdb")


@value
def molecules():
    atom = "ATOM      1  {0}   AAA A   1       0.000   0.000   0.000  1.00  0.00           {0}\nEND\n"
    return [wandb.Molecule(io.StringIO(atom.format(element)), file_type="pdb") for element in "ON"]


@value
def table():
    at = datetime.datetime(2026, 1, 2, 3, 4, 5, 678000, datetime.timezone.utc)
    return wandb.Table(
        columns=["id", "label", "loss", "right", "list", "deep", "at"],
        data=[
            [9007199254740993, 'ünï "ключ"', 0.1, True, [1, 2], {"a": 1, "b": "x"}, at],
            [-(2**63), None, math.nan, None, [], {"a": 2, "b": "y"}, None],
            [2**63 - 1, "", math.inf, False, None, None, datetime.datetime.fromtimestamp(0, datetime.timezone.utc)],
        ],
    )


@value
def counts():
    return wandb.Histogram(np_histogram=([1, 0, 2], [1.0, 1.5, 2.0, 3.0]))


@value
def spread():
    return wandb.Histogram([i * i % 257 for i in range(1000)])


@value
def line():
    rows = [[i, i * i, "odd" if i % 2 else "even"] for i in range(10)]
    return wandb.plot.line(wandb.Table(["x", "y", "kind"], rows), "x", "y", stroke="kind", title="A line")


@value
def scatter():
    return wandb.plot.scatter(wandb.Table(["x", "y"], [[i, i * i] for i in range(10)]), "x", "y", title="Points")


@value
def bar():
    rows = [["car", 0.5], ["bus", 0.25], ["bike", 1]]
    return wandb.plot.bar(wandb.Table(["what", "share"], rows), "what", "share", title="Bars")


@value
def values():
    return wandb.plot.histogram(wandb.Table(["height"], [[i * i % 10] for i in range(100)]), "height", title="Heights")


@value
def series():
    ys = [[1, 2, 3, 4], [3, math.nan, 2, 1]]
    return wandb.plot.line_series([0, 1, 2, 3], ys, keys=["up", "down"], title="Series", xname="epoch")


LABELS = [i * 7 % 3 for i in range(40)]
SCORES = [
    [(0.4 if one == label else 0.2) + i * (one + 3) % 7 / 16 for one in range(3)] for i, label in enumerate(LABELS)
]
NAMES = ["ant", "bee", "cat"]


@value
def pr():
    return wandb.plot.pr_curve(LABELS, SCORES, labels=NAMES, title="Precision")


@value
def roc():
    return wandb.plot.roc_curve(LABELS, SCORES, labels=NAMES, title="ROC")


@value
def confusion():
    classes = {"y_true": [0, 1, 1, 0, 1, 1], "preds": [0, 1, 0, 0, 1, 1], "class_names": ["no", "yes"]}
    return wandb.plot.confusion_matrix(**classes, title="Who is who")


@value
def custom():
    return wandb.plot_table("team/violin", wandb.Table(["x"], [[1], [2]]), {"value": "x"}, {"title": "Spread"})


@value
def split():
    table = wandb.Table(["what", "share"], [["a", 1], ["b", 2]])
    return wandb.plot.bar(table, "what", "share", title="Split", split_table=True)


with wandb.init(project="spoor") as run:
    run.log({key: make() for key, make in VALUES.items()})

page, python = MediaOfRun(sys.argv[1]), MediaOfRun(run.id)
result({"id": run.id, "logged": list(VALUES), "differences": differences(page, python)})

"""Logs documents and figures as W&B's client writes them, for a dashboard to show."""

import numpy as np
import plotly.graph_objects as go
import wandb
from interop import result

graph = wandb.Graph()
dense = graph.add_node(id="dense", name="dense", class_name="Dense", output_shape=(None, 10), num_parameters=7850)
graph.add_edge(graph.add_node(id="input", name="input", class_name="InputLayer"), dense)

with wandb.init(project="shown") as run:
    run.log(
        {
            "graph": graph,
            "document": wandb.Html("<html><head><title>t</title></head><body><h1>höch</h1></body></html>"),
            "documents": [wandb.Html("<p>one</p>"), wandb.Html("<p>two</p>", inject=False)],
            "figure": wandb.Plotly(go.Figure(go.Scatter(x=np.array([1, 2, 3]), y=np.array([4.0, np.nan, 2.0])))),
            "bars": go.Figure(go.Bar(y=[1, 2]), layout={"title": "two bars"}),
        }
    )
result({"id": run.id})

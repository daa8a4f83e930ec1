"""Writes scikit-learn.json, which the tests of the plots are compared with: what scikit-learn makes of labels and
scores. Run it with Python that has scikit-learn: python test/unit/media/plot/scikit-learn.py
"""

import json
import pathlib
import sys
import warnings

import numpy as np
import sklearn
from sklearn.metrics import confusion_matrix, precision_recall_curve, roc_curve

warnings.simplefilter("ignore")
random = np.random.default_rng(5)


def curves(name, labels, scores, positive=1):
    precision, recall, _ = precision_recall_curve(labels, scores, pos_label=positive)
    fpr, tpr, _ = roc_curve(labels, scores, pos_label=positive)
    # JSON has no NaN.
    plain = lambda values: [None if np.isnan(value) else value for value in np.asarray(values, dtype=float).tolist()]
    return {
        "name": name,
        "labels": np.asarray(labels).tolist(),
        "scores": np.asarray(scores).tolist(),
        "positive": positive,
        "precision": plain(precision),
        "recall": plain(recall),
        "fpr": plain(fpr),
        "tpr": plain(tpr),
    }


def matrix(name, labels, predictions):
    return {
        "name": name,
        "labels": labels,
        "predictions": predictions,
        "classes": sorted(set(labels) | set(predictions)),
        "matrix": confusion_matrix(labels, predictions).tolist(),
    }


many = random.integers(0, 2, 500)
multi = random.integers(0, 3, 60)
probabilities = random.dirichlet(np.ones(3), 60).round(2)

fixture = {
    "versions": {"python": sys.version.split()[0], "scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "binary": [
        # The example in the docstring of precision_recall_curve.
        curves("precision_recall_curve's example", [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]),
        # The example in the docstring of roc_curve.
        curves("roc_curve's example", [1, 1, 2, 2], [0.1, 0.4, 0.35, 0.8], positive=2),
        curves("ties", [0, 1, 1, 0, 1, 0, 0, 1], [0.5, 0.5, 0.5, 0.2, 0.2, 0.9, 0.9, 0.9]),
        curves("one threshold", [0, 1, 1], [0.3, 0.3, 0.3]),
        curves("perfect", [0, 0, 0, 1, 1], [0.1, 0.2, 0.3, 0.8, 0.9]),
        curves("all wrong", [1, 1, 0, 0], [0.1, 0.2, 0.8, 0.9]),
        curves("positives only", [1, 1, 1], [0.1, 0.4, 0.35]),
        curves("negatives only", [0, 0, 0], [0.1, 0.4, 0.35]),
        curves("one sample", [1], [0.5]),
        curves("-1 and 1", [-1, 1, -1, 1, 1], [-3.5, 2, 0, 0, 1e300]),
        curves("words", ["cat", "dog", "dog", "cat"], [0.2, 0.9, 0.1, 0.4], positive="dog"),
        curves("long straight parts", [0] * 20 + [1] * 20 + [0] * 20, np.linspace(1, 0, 60)),
        curves("500 samples", many, (many * 0.3 + random.random(500)).round(2)),
    ],
    "multi": {
        "labels": multi.tolist(),
        "scores": probabilities.tolist(),
        "classes": [curves(str(i), multi == i, probabilities[:, i], positive=True) for i in range(3)],
    },
    "matrices": [
        # The first two examples in the docstring of confusion_matrix.
        matrix("numbers", [2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2]),
        matrix(
            "words",
            ["cat", "ant", "cat", "cat", "ant", "bird"],
            ["ant", "ant", "cat", "cat", "ant", "cat"],
        ),
        matrix("one class", [1, 1], [1, 1]),
        matrix("a class that is only guessed", [0, 0, 1], [0, 7, 7]),
    ],
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture) + "\n")

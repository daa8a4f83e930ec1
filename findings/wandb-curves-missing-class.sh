#!/usr/bin/env bash
# wandb 0.31.0 (Python): wandb.plot.roc_curve and wandb.plot.pr_curve take the scores of another class when a class has no sample.
# Column i of y_probas is taken for the i-th label that occurs, not for class i: of three classes of which 1 does not occur, the curve called "c" (class 2) is drawn with the scores of class 1,
# without a warning; the names in `labels` are chosen by the value of the class all the same. A validation batch without a rare class is enough. scikit-learn, asked with the right column, finds a perfect curve.
# Seen: for class 2, whose column tells it apart perfectly, roc_curve gives the points (0, 0), (0.5, 0.5), (1, 0.5), (1, 1) and pr_curve a precision of 0.5 at recall 1; with one sample of class 1 added
# both are perfect.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check wandb==0.31.0 numpy==2.4.6 scikit-learn==1.9.1 pandas==3.1.1

cat >run.py <<'PY'
import wandb
from sklearn.metrics import roc_auc_score

labels = [0, 0, 2, 2]
scores = [[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.1, 0.1, 0.8], [0.1, 0.3, 0.6]]
print("scikit-learn, class 2:", float(roc_auc_score([label == 2 for label in labels], [row[2] for row in scores])))


def show(what, labels, scores):
    names = ["a", "b", "c"]
    roc = wandb.plot.roc_curve(labels, scores, labels=names).table.data
    pr = wandb.plot.pr_curve(labels, scores, labels=names).table.data
    print(f"{what}: roc", [(float(x), float(y)) for name, x, y in roc if name == "c"])
    print(f"{what}: precision at recall 1", [float(y) for name, y, x in pr if name == "c" and x == 1])


show("without a sample of class 1", labels, scores)
show("with one", [*labels, 1], [*scores, [0.1, 0.9, 0.0]])
PY

diff <(WANDB_SILENT=true HOME="$dir" venv/bin/python run.py 2>/dev/null) - <<'SEEN'
scikit-learn, class 2: 1.0
without a sample of class 1: roc [(0.0, 0.0), (0.5, 0.5), (1.0, 0.5), (1.0, 1.0)]
without a sample of class 1: precision at recall 1 [0.5]
with one: roc [(0.0, 0.0), (0.0, 0.5), (0.0, 1.0), (0.667, 1.0), (1.0, 1.0)]
with one: precision at recall 1 [1.0]
SEEN
echo 'As seen: the curve of a class is drawn with the scores of another.'

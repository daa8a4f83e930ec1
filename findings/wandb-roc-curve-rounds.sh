#!/usr/bin/env bash
# wandb 0.31.0 (Python): wandb.plot.roc_curve rounds all rates to three digits before it logs them, which its documentation does not say.
# Where the positive class is rare, the part of the curve that matters lies at false positive rates far below 0.001, and all of it moves to 0: of one positive among 20,000 samples, with nine negatives above it,
# the curve goes straight up at 0, as that of a detector without a false alarm. Whoever reads an operating point from the logged table finds 0 false alarms where there are 9.
# Seen: scikit-learn has the true positive at a false positive rate of 0.00045; the table of the plot has it at 0.0.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check wandb==0.31.0 numpy==2.4.6 scikit-learn==1.9.1 pandas==3.1.1

cat >run.py <<'PY'
import wandb
from sklearn.metrics import roc_curve

labels = [0] * 19999 + [1]
scores = [place / 20000 for place in range(19999)] + [19989.5 / 20000]
fpr, tpr, _ = roc_curve(labels, scores)
print("scikit-learn:", round(float(next(x for x, y in zip(fpr, tpr) if y == 1)), 6))
table = wandb.plot.roc_curve(labels, [[1 - score, score] for score in scores]).table
print("wandb:", float(next(x for name, x, y in table.data if name == 1 and y == 1)))
PY

diff <(WANDB_SILENT=true HOME="$dir" venv/bin/python run.py 2>/dev/null) - <<'SEEN'
scikit-learn: 0.00045
wandb: 0.0
SEEN
echo 'As seen: small rates are 0.'

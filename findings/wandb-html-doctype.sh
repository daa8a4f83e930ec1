#!/usr/bin/env bash
# wandb 0.31.0 (Python): wandb.Html does not store the document that it is given. By default it puts a <base> and a link
# to a style sheet of W&B's own server into it: after "<head>" or "<html>", where these are written without attributes,
# else before everything. So a valid document with <html lang="en"> and no <head> tag gets them before its doctype,
# which then counts no more: browsers lay it out in quirks mode. Whoever opens the logged file asks app.wandb.ai.
# Seen: with "<head>" the two come after it; with <html lang="en"> alone they come before <!doctype html>.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check wandb==0.31.0

cat >run.py <<'PY'
import wandb

for document in (
    "<!doctype html><html lang='en'><head><title>A</title></head><p>a</p></html>",
    "<!doctype html><html lang='en'><title>A</title><p>a</p></html>",
):
    stored = wandb.Html(document).html
    at = stored.index('<base target="_blank">')
    print(f"before the link: {stored[:at] or 'nothing'}; after it: {stored[stored.index('/>') + 2 :][:15]}")
    print("asks for", stored.split('href="')[1].split('"')[0])
PY

diff <(WANDB_SILENT=true HOME="$dir" venv/bin/python run.py 2>/dev/null) - <<'SEEN'
before the link: <!doctype html><html lang='en'><head>; after it: <title>A</title
asks for https://app.wandb.ai/normalize.css
before the link: nothing; after it: <!doctype html>
asks for https://app.wandb.ai/normalize.css
SEEN
echo 'As seen: the link comes before the doctype.'

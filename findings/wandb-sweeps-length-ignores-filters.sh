#!/bin/sh
# Seen: wandb 0.31.0 (Python). `len(project.sweeps(filters={...}))` is the number of all sweeps of the project, not of those that fit the
# filters, though iterating gives only the latter: the client takes the length from `totalSweeps`, which its query GetSweeps asks for
# without the filters that it gives to `sweeps`. So `project.sweeps(filters=...)[0]` and `if len(...)` go by a wrong number, on any server.
# Output: "length 2, iterated 1"
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check wandb==0.31.0
cat > "$folder/run.py" <<'PY'
import http.server, json, os, threading

SWEEPS = [{"__typename": "Sweep", "id": f"U3dlZXA6{n}", "name": n, "displayName": None, "method": "grid", "state": state, "description": None, "bestLoss": None,
           "config": "method: grid", "createdAt": "2026-01-01T00:00:00Z", "updatedAt": None, "runCount": 0, "runCountExpected": None}
          for n, state in (("one", "RUNNING"), ("two", "FINISHED"))]
USER = {"__typename": "User", "id": "VTox", "name": "u", "username": "u", "email": None, "admin": False, "flags": "{}", "entity": "u", "deletedAt": None,
        "apiKeys": {"edges": []}, "teams": {"edges": []}}


class Handler(http.server.BaseHTTPRequestHandler):
    """A server that filters sweeps as it is asked to."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        query, variables = body.get("query", ""), body.get("variables") or {}
        data = {"viewer": USER}
        if "serverInfo" in query:
            data = {"serverInfo": {"features": [{"name": "SWEEPS_QUERY_FILTERING", "isEnabled": True}]}}
        elif "GetSweeps" in query:
            wanted = json.loads(variables.get("filters") or "{}")
            found = [sweep for sweep in SWEEPS if all(sweep[key] == value for key, value in wanted.items())]
            page = {"__typename": "PageInfo", "endCursor": None, "hasNextPage": False}
            data = {"project": {"totalSweeps": len(SWEEPS), "sweeps": {"pageInfo": page, "edges": [{"node": sweep} for sweep in found]}}}
        elif "GetSweep" in query:
            data = {"project": {"sweep": next(sweep for sweep in SWEEPS if sweep["name"] == variables["name"])}}
        answer = json.dumps({"data": data}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ.update(WANDB_BASE_URL=f"http://127.0.0.1:{server.server_port}", WANDB_API_KEY="k" * 40, WANDB_SILENT="true", WANDB_ERROR_REPORTING="false")
import wandb
from wandb.apis.public import Sweeps

api = wandb.Api()
found = Sweeps(api._service_api, "u", "p", filters={"state": "RUNNING"})
length, iterated = len(found), sum(1 for _ in found)
print(f"length {length}, iterated {iterated}")
raise SystemExit(0 if (length, iterated) == (2, 1) else 1)
PY
cd "$folder" && HOME="$folder" "$folder/venv/bin/python" run.py

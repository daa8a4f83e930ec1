"""What `wandb.Api()` asks beyond reading runs: users, projects, sweeps, artifacts; and what it does to runs from outside."""

import pathlib
import tempfile

import wandb
from interop import graphql, main, operation, read

PROJECT = "public"
GRID = {"method": "grid", "parameters": {"x": {"values": [1, 2, 3]}, "y": {"parameters": {"z": {"values": [1, 2, 3]}, "w": {"value": 1}}}}}


def refusal(action):
    """The sentence with which the server refuses it; None when it does not."""
    try:
        action()
    except Exception as error:
        return str(error)
    return None


def run_of(code=0, **config):
    with wandb.init(project=PROJECT, config=config) as run:
        run.log({"loss": 1})
        if code:
            run.finish(exit_code=code)
    return run


@operation
def users():
    api = wandb.Api()
    found = api.user("local")
    team = api.team("local")
    return {
        "user": [found.username, found.api_keys, found.teams, found.admin],
        "others": [api.user("somebody"), api.users("somebody")],
        "part": [user.username for user in api.users("loc")],
        "members": [[member.username, member.admin] for member in team.members],
        "viewer": api.viewer.username,
    }


@operation
def owner():
    run = run_of()
    return [wandb.Api().project(PROJECT, "local").owner.username, read(run).user.username]


@operation
def made_project():
    api = wandb.Api()
    api.create_project("made", "local")
    return [project.name for project in api.projects("local") if project.name == "made"]


@operation
def reports():
    return list(wandb.Api().reports(f"local/{PROJECT}"))


@operation
def charts():
    return refusal(lambda: wandb.Api().create_custom_chart("local", "mine", "Mine", "vega2", "private", {"mark": "line"}))


@operation
def organization():
    return [refusal(lambda: wandb.Api().organization("nobody")), refusal(lambda: wandb.Api().registry("models"))]


@operation
def delete_twice():
    run = read(run_of())
    artifact = wandb.Artifact("twice", "dataset")
    artifact.metadata["x"] = 1
    with wandb.init(project=PROJECT) as writer:
        writer.log_artifact(artifact).wait()
    versions = [wandb.Api().artifact(f"local/{PROJECT}/twice:v0") for _ in range(2)]
    for one in versions:
        one.delete(delete_aliases=True)
    for _ in range(2):
        run.delete()
    for _ in range(2):
        run.delete(delete_artifacts=True)
    return [refusal(lambda: read(run)) is not None, refusal(lambda: wandb.Api().artifact(f"local/{PROJECT}/twice:v0")) is not None]


@operation
def states():
    finished, failed = read(run_of()), read(run_of(code=1))
    running = wandb.init(project=PROJECT)
    live = read(running)
    moves = {
        "finished to pending": refusal(lambda: finished.update_state("pending")),
        "finished to failed": refusal(lambda: finished.update_state("failed")),
        "failed to running": refusal(lambda: failed.update_state("running")),
        "failed to crashed": refusal(lambda: failed.update_state("crashed")),
        "failed to pending": refusal(lambda: failed.update_state("pending")),
        "pending to pending": refusal(lambda: failed.update_state("pending")),
        "pending to failed": refusal(lambda: failed.update_state("failed")),
        "running to failed": refusal(lambda: live.update_state("failed")),
        "failed to failed": refusal(lambda: live.update_state("failed")),
        "failed to pending again": refusal(lambda: live.update_state("pending")),
    }
    running.finish()
    sweep = wandb.sweep(GRID, project=PROJECT)
    with wandb.init(project=PROJECT, settings=wandb.Settings(sweep_id=sweep)) as trial:
        moves["of a sweep"] = refusal(lambda: read(trial).update_state("failed"))
    return {"moves": moves, "left": [read(finished).state, read(failed).state]}


@operation
def history_exports():
    run = read(run_of())
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        run.download_history_exports(folder)
        complete = "complete"
    except wandb.apis.public.IncompleteRunHistoryError:
        complete = "incomplete"
    partly = run.download_history_exports(folder, require_complete_history=False)
    return {
        "complete": complete,
        "partly": [len(partly.paths), partly.contains_live_data, partly.errors],
        "files": [path.name for path in folder.iterdir()],
        "scan": [row["loss"] for row in run.scan_history()],
        "keys": [row["loss"] for row in run.scan_history(keys=["loss"])],
    }


@operation
def prior_runs():
    runs = [run_of(x=2, y={"z": 3, "w": 1}), run_of(code=1, x=1, y={"z": 1, "w": 1})]
    sweep_id = wandb.sweep(GRID, project=PROJECT, prior_runs=[run.id for run in runs])
    query = """query Sweep($project: String, $entity: String, $name: String!) {
        project(name: $project, entityName: $entity) { sweep(sweepName: $name) {
            id name state runCountExpected bestLoss config priorRuns { edges { node { id name } } }
        } }
    }"""
    sweep = wandb.apis.public.Sweep.get(wandb.Api(), "local", PROJECT, sweep_id, query=query)
    tried = []

    def train():
        with wandb.init() as run:
            tried.append([run.config["x"], run.config["y"]["z"]])

    wandb.agent(sweep_id, function=train, project=PROJECT, count=2)
    agent_less = wandb.sweep({**GRID, "parameters": {"x": {"values": [2]}}}, project=PROJECT, prior_runs=[runs[0].id])
    wandb.agent(agent_less, function=train, project=PROJECT)
    return {
        "state": sweep.state,
        "expected": sweep.expected_run_count,
        "prior": [edge["node"]["name"] for edge in sweep._attrs["priorRuns"]["edges"]] == [run.id for run in runs],
        "tried": tried,
        "done": wandb.Api().sweep(f"local/{PROJECT}/{agent_less}").state,
    }


@operation
def sweep_filters():
    names = ["pending", "paused"]
    ids = {name: wandb.sweep({**GRID, "name": f"a {name} one"}, project="filtered") for name in names}
    api = wandb.Api()
    server_id = api.sweep(f"local/filtered/{ids['paused']}")._attrs["id"]
    api._service_api.execute_graphql('mutation($id: ID!) { upsertSweep(input: { id: $id, state: "PAUSED" }) { sweep { id } } }', {"id": server_id})
    project = api.project("filtered", "local")

    def found(filters):
        return [name for sweep in project.sweeps(filters=filters) for name in names if ids[name] == sweep.id]

    return {
        "state": found({"state": "PAUSED"}),
        "name": found({"name": ids["pending"]}),
        "like": sorted(found({"$or": [{"display_name": {"$regex": "pend"}}, {"state": {"$in": ["PAUSED"]}}]})),
        "none": found({"method": "random"}),
        "all": sorted(found({})),
        "unknown": refusal(lambda: found({"colour": "red"})),
    }


@operation
def collections():
    with wandb.init(project="shelf") as run:
        for name, tags in (("b", ["old"]), ("a", []), ("c", ["old", "new"])):
            for step in range(2):
                artifact = wandb.Artifact(name, "dataset", metadata={"step": step})
                with artifact.new_file("notes/read me.txt") as file:
                    file.write(f"{name} {step}")
                artifact.add_reference("https://example.invalid/x", "linked", checksum=False)
                run.log_artifact(artifact, tags=tags if step else []).wait()
    api = wandb.Api()

    def named(**options):
        return [collection.name for collection in api.artifact_type("dataset", "local/shelf").collections(**options)]

    def versions(**options):
        return [artifact.version for artifact in wandb.apis.public.Artifacts(api._service_api, "local", "shelf", "c", "dataset", **options)]

    files = {file.name: [file.mimetype, (file.storage_path or "").split("/")[0]] for file in api.artifact("local/shelf/a:latest").files()}
    return {
        "order": [named(order="name"), named(order="-name"), named(order="+createdAt"), named(order="-created_at")],
        "filters": [named(filters={"name": {"$in": ["a", "c"]}}, order="name"), named(filters={"name": {"$regex": "^[bc]"}}, order="-name")],
        "project": [collection.name for collection in wandb.apis.public.ProjectArtifactCollections(api._service_api, "local", "shelf", order="-name")],
        "versions": [versions(), versions(order="+version"), versions(filters={"tags": "new"}), versions(filters={"metadata.step": 0})],
        "files": files,
    }


@operation
def types():
    with wandb.init(project="types") as run:
        artifact = wandb.Artifact("only", "rare")
        artifact.metadata["x"] = 1
        run.log_artifact(artifact).wait()
    api = wandb.Api()
    api.artifact_collection("rare", "local/types/only").delete()
    return {
        "types": [one.name for one in api.artifact_types("local/types") if one.name == "rare"],
        "collections": list(api.artifact_collections("local/types", "rare")),
    }


@operation
def storage_region():
    with wandb.init(project=PROJECT) as run:
        artifact = wandb.Artifact("far", "dataset", storage_region="the-moon")
        artifact.metadata["x"] = 1
        far = refusal(lambda: run.log_artifact(artifact).wait())
        near = wandb.Artifact("near", "dataset", storage_region="default")
        near.metadata["x"] = 1
        run.log_artifact(near).wait()
    return [far, wandb.Api().artifact(f"local/{PROJECT}/near:v0").version]


@operation
def digests():
    query = 'query XXHashDigestsEnabled($entityName: String!) { entity(name: $entityName) { xxhashDigestsEnabled } }'
    return wandb.Api()._service_api.execute_graphql(query, {"entityName": "local"})


@operation
def history_keys():
    with wandb.init(project=PROJECT) as run:
        for step in range(5):
            run.log({"loss": 1 / (step + 1), "epoch": step // 2, "note": f"n{step}", "deep": {"acc": step}})
    keys = read(run).history_keys
    assert graphql(run, "historyKeys")["historyKeys"] == keys
    return {key: [keys["keys"][key]["previousValue"], keys["keys"][key]["monotonic"]] for key in ("loss", "epoch", "note", "deep.acc", "_step")}


main()

"""Logs artifacts, uses them, changes them, and reads all of it back."""

import os
import sys

import wandb
from interop import result

PROJECT = "artifacts"


def write(path, content):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def contents(folder):
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(at, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read().hex()
    return found


def describe(artifact):
    return {
        "name": artifact.name,
        "type": artifact.type,
        "state": artifact.state,
        "version": artifact.version,
        "aliases": sorted(artifact.aliases),
        "tags": sorted(artifact.tags),
        "description": artifact.description,
        "metadata": artifact.metadata,
        "size": artifact.size,
        "files": artifact.file_count,
        "digest": artifact.digest,
    }


def dataset(name="ds", extra=b"", **options):
    write("in/a.txt", b"alpha" + extra)
    write("in/deep/ünï cödé #1?.bin", bytes(range(256)))
    write("in/empty", b"")
    artifact = wandb.Artifact(name, type="dataset", **options)
    artifact.add_dir("in")
    write("far.txt", b"far away")
    artifact.add_reference("file://" + os.path.abspath("far.txt"), name="far")
    return artifact


def logs():
    with wandb.init(project=PROJECT) as run:
        first = run.log_artifact(dataset(description="the first", metadata={"rows": 3}), aliases=["best", "latest"], tags=["raw"])
        first.wait()
        again = run.log_artifact(dataset())
        again.wait()
        second = run.log_artifact(dataset(extra=b"!"))
        second.wait()
        single = run.log_artifact("in/a.txt", name="single", type="file")
        single.wait()
    return {"run": run.id, "first": describe(first), "again": describe(again), "second": describe(second), "single": describe(single)}


def downloads():
    with wandb.init(project=PROJECT) as run:
        used = run.use_artifact("ds:latest")
        reference = used.manifest.entries["far"].ref
        folder = used.download("out")
        best = run.use_artifact("ds:best")
        best.download("old")
        used.verify("out")
        entry = best.get_entry("a.txt")
        one = entry.download("one", skip_cache=True)
        with open(one, "rb") as file:
            entry_bytes = file.read().decode()
        by_digest = wandb.Api().artifact(f"{PROJECT}/ds:{best.digest}")
        multipart = used.download("parts", multipart=True, skip_cache=True)
    return {
        "run": run.id,
        "new": contents(folder),
        "old": contents("old"),
        "parts": contents(multipart),
        "entry": entry_bytes,
        "reference": reference,
        "digest": by_digest.version,
    }


def reads():
    api = wandb.Api()
    api = wandb.Api(overrides={"entity": "local", "project": PROJECT})
    artifact = api.artifact("ds:v1")
    logged_by = artifact.logged_by()
    collection = api.artifact_collection("dataset", "ds")
    return {
        "versions": [a.version for a in api.artifacts("dataset", "ds")],
        "types": sorted(t.name for t in api.artifact_types(PROJECT)),
        "collections": [c.name for c in api.artifact_collections(PROJECT, "dataset")],
        "aliases": sorted(collection.aliases),
        "files": sorted([f.name, f.size] for f in artifact.files()),
        "named": [f.name for f in artifact.files(names=["a.txt"])],
        "logged_by": logged_by.id,
        "used_by": [r.id for r in artifact.used_by()],
        "logged": [a.name for a in logged_by.logged_artifacts()],
        "used": sorted(a.name for r in artifact.used_by() for a in r.used_artifacts()),
        "exists": [api.artifact_exists("ds:v0"), api.artifact_exists("ds:v9"), api.artifact_collection_exists("ds", "dataset")],
    }


def changes():
    api = wandb.Api(overrides={"entity": "local", "project": PROJECT})
    artifact = api.artifact("ds:v0")
    artifact.description = "changed"
    artifact.metadata["more"] = [1, 2]
    artifact.aliases.append("blessed")
    artifact.aliases.remove("best")
    artifact.tags = ["clean", "raw"]
    artifact.save()
    newest = api.artifact("ds:latest")
    newest.aliases.append("best")
    newest.save()
    return {"old": describe(api.artifact("ds:v0")), "best": api.artifact("ds:best").version, "latest": api.artifact("ds:latest").version}


def collections():
    api = wandb.Api(overrides={"entity": "local", "project": PROJECT})
    collection = api.artifact_collection("dataset", "ds")
    collection.description = "all of it"
    collection.tags = ["mine"]
    collection.name = "renamed"
    collection.save()
    read = api.artifact_collection("dataset", "renamed")
    changed = {"description": read.description, "tags": list(read.tags)}
    read.change_type("data")
    moved = api.artifact("renamed:latest").type
    api.artifact_collection("data", "renamed").delete()
    return {**changed, "type": moved, "left": sorted(c.name for t in api.artifact_types(PROJECT) for c in t.collections())}


def links():
    api = wandb.Api(overrides={"entity": "local", "project": PROJECT})
    source = api.artifact("ds:v0")
    linked = source.link(f"{PROJECT}/picks", aliases=["prod"])
    read = api.artifact("picks:prod")
    found = {
        "name": linked.name,
        "is_link": read.is_link,
        "source": read.source_name,
        "aliases": sorted(read.aliases),
        "links": [a.name for a in source.linked_artifacts],
        "bytes": contents(read.download("linked", path_prefix="a.txt")),
    }
    read.unlink()
    return {**found, "after": api.artifact_exists("picks:prod"), "kept": api.artifact_exists("ds:v0")}


def deletes():
    api = wandb.Api(overrides={"entity": "local", "project": PROJECT})
    artifact = api.artifact("ds:v1")
    try:
        artifact.delete()
        refused = ""
    except Exception as error:
        refused = str(error)
    artifact.delete(delete_aliases=True)
    return {"refused": refused, "left": [a.version for a in api.artifacts("dataset", "ds")], "latest": api.artifact("ds:latest").version}


def together():
    for part in (1, 2):
        with wandb.init(project=PROJECT, group="team") as run:
            write(f"part{part}.txt", f"part {part}".encode())
            artifact = wandb.Artifact("together", type="dataset")
            artifact.add_file(f"part{part}.txt")
            if part == 1:
                run.upsert_artifact(artifact, distributed_id="team")
            else:
                run.finish_artifact(artifact, distributed_id="team")
    read = wandb.Api().artifact(f"{PROJECT}/together:latest")
    return {"files": contents(read.download("all")), "version": read.version}


def derived():
    with wandb.init(project=PROJECT) as run:
        draft = run.use_artifact("ds:v0").new_draft()
        with draft.new_file("new.txt") as file:
            file.write("new")
        draft.remove("empty")
        logged = run.log_artifact(draft)
        logged.wait()
    return {"version": logged.version, "files": sorted(f.name for f in logged.files())}


def by_hand():
    """An artifact without a run of one's own, and one that refers to another."""
    write("in/a.txt", b"alpha")
    artifact = wandb.Artifact("alone", type="dataset")
    artifact.add_file("in/a.txt")
    artifact.save(project=PROJECT)
    artifact.wait()
    with wandb.init(project=PROJECT) as run:
        other = wandb.Artifact("referring", type="dataset")
        other.add_reference(artifact.get_entry("a.txt"), name="theirs.txt")
        run.log_artifact(other).wait()
        read = run.use_artifact("referring:latest")
        return {"bytes": contents(read.download("theirs")), "state": artifact.state}


def offline():
    with wandb.init(project=PROJECT, mode="offline", id="offline1") as run:
        write("off/a.txt", b"off")
        artifact = wandb.Artifact("offline", type="dataset")
        artifact.add_dir("off")
        run.log_artifact(artifact)
        return {"path": os.path.dirname(run.dir)}


def after_sync():
    artifact = wandb.Api().artifact(f"{PROJECT}/offline:latest")
    return {"files": contents(artifact.download("synced")), "logged_by": artifact.logged_by().id, "version": artifact.version}


result(globals()[sys.argv[1]]())

"""What every program of the suite shares: reading runs back, and how results are handed to the tests."""

import json
import os
import time
import traceback

import wandb

# The client waits 15 seconds between two posts unless told otherwise.
QUICK = wandb.Settings(x_file_stream_transmit_interval=1)
# And measures the system every 10 seconds.
MEASURED = wandb.Settings(x_file_stream_transmit_interval=1, x_stats_sampling_interval=0.1)

_operations = []


def result(value):
    """Gives the test a value; it is read as JSON in which NaN and the infinities may stand."""
    with open(os.environ["INTEROP_RESULT"], "w", encoding="utf-8") as file:
        json.dump(value, file)


def operation(function):
    """Marks what a program shows: one test asks for the outcome of each."""
    _operations.append(function)
    return function


def main():
    """Carries out all operations; what one returns, or how it failed, is its outcome."""
    outcomes = {}
    for function in _operations:
        try:
            outcomes[function.__name__] = {"value": function()}
        except BaseException:
            outcomes[function.__name__] = {"error": traceback.format_exc()}
            if wandb.run is not None:
                wandb.finish(exit_code=1)
    result(outcomes)


def read(run):
    """The run as `wandb.Api()` has it now."""
    return wandb.Api().run(f"local/{run.project}/{run.id}")


def system_rows(run):
    """The system metrics of the run that the server has."""
    return read(run).history(stream="system", pandas=False)


def await_system_rows(run, count):
    """Waits until the server has as many: of a run that ends at once the client may not send a single one."""
    until(lambda: len(system_rows(run)) >= count, f"the server has {count} system metrics")


def until(holds, what):
    """Waits until it holds, a minute at most."""
    deadline = time.time() + 60
    while not holds():
        assert time.time() < deadline, f"in vain: {what}"
        time.sleep(0.1)


def graphql(run, fields):
    """What the server says of a run that the client has no words for."""
    query = f"query($p: String!, $r: String!) {{ project(name: $p, entityName: \"local\") {{ run(name: $r) {{ {fields} }} }} }}"
    return wandb.Api()._service_api.execute_graphql(query, {"p": run.project, "r": run.id})["project"]["run"]

"""Writes numpy-histogram.json, which the tests of the bins are compared with: what numpy.histogram makes of values. Run it with
Python that has numpy: python test/unit/wire/line/numpy-histogram.py
"""

import json
import pathlib
import sys

import numpy as np

random = np.random.default_rng(15)


def case(name, values, bins, dtype):
    values = np.asarray(values, dtype=dtype)
    counts, edges = np.histogram(values, bins=bins)
    # JSON readers round long integers.
    text = [str(value) for value in values.tolist()] if values.dtype.kind in "iu" else values.tolist()
    return {
        "name": f"{name}, {values.dtype}",
        "type": str(values.dtype),
        "values": text,
        "bins": bins,
        "counts": counts.tolist(),
        "edges": np.asarray(edges, dtype=float).tolist(),
    }


normal = random.normal(size=150)
tenths = random.integers(0, 11, 100) / 10
floats = [
    case(name, values, bins, dtype)
    for dtype in ("float64", "float32")
    for name, values, bins in [
        ("the documentation's example", [1, 2, 1], 3),
        ("one value", [7.25], 64),
        ("a constant", [0.1] * 5, 64),
        ("zeros of both signs", [0.0, -0.0, 0.0], 4),
        ("a normal distribution", normal, 64),
        ("a normal distribution in 512 bins", normal, 512),
        ("one bin", normal, 1),
        ("tenths, of which many are edges", tenths, 10),
        ("thirds, of which many are edges", random.integers(-30, 31, 100) / 3, 60),
        ("weights of a layer", random.uniform(-0.05, 0.05, 120), 64),
        ("far from zero", 1000 + random.random(100), 32),
        ("small numbers", random.random(50) * 1e-30, 64),
        ("given edges", normal, [-1.0, -0.5, 0.0, 0.5, 1.0]),
        ("edges of uneven bins, some of them values", tenths, [0.0, 0.1, 0.5, 0.9]),
    ]
]
integers = [
    case("bytes", random.integers(0, 256, 120), 64, "uint8"),
    case("small integers", random.integers(-128, 128, 120), 10, "int8"),
    case("a constant", [5, 5, 5], 64, "int32"),
    case("all of the type", [-(2**31), 2**31 - 1, 0, -1], 64, "int32"),
    case("a constant", [5, 5, 5], 2, "int64"),
    case("above 2^53", 2**53 + 2 * random.integers(0, 5000, 120), 50, "int64"),
    case("far above 2^53", 2**60 + 2**20 * random.integers(0, 5000, 120), 64, "int64"),
    case("all of the type", [-(2**63), 2**63 - 1, 0, 1, -1], 64, "int64"),
    case("all of the type", [0, 2**64 - 1, 2**63], 64, "uint64"),
    case("given edges", range(100), [10, 20, 50], "int64"),
    case("edges above 2^53", 2**53 + 2 * random.integers(0, 500, 100), [2.0**53, 2.0**53 + 100, 2.0**53 + 400], "int64"),
]
fixture = {
    "versions": {"python": sys.version.split()[0], "numpy": np.__version__},
    "cases": floats + integers,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(fixture) + "\n")

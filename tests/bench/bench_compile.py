"""Compiling the engine for the first time, and the first run of a process that finds it compiled."""

from __future__ import annotations

import tempfile

from sim.engine import warm_cache
from tests.bench.children import told_by_child
from tests.bench.measure import Bench


def benchmarks() -> list[Bench]:
    """Both in a process of their own, its imports included."""
    first_run = "engine: first run of a process, imports included"
    return [
        Bench("engine: compiling it, once a version", "cold", cold, target=25_000.0, rounds=1),
        Bench(first_run, "from the cache", warm, target=1_000.0, rounds=5),
    ]


def cold() -> float:
    """Milliseconds of compiling into an empty folder."""
    with tempfile.TemporaryDirectory(prefix="headrace-compile-") as folder:
        return float(
            told_by_child(
                "tests.bench.child_first_run", "compile", environment={"HEADRACE_CACHE_DIR": folder}
            )
        )


def warm() -> float:
    """Milliseconds to a first log where the engine is compiled."""
    assert warm_cache()
    return float(told_by_child("tests.bench.child_first_run"))

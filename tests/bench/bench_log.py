"""What writing the log costs of a run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sim.engine import RunRequest, simulate, warm_cache
from tests.bench.children import PROJECT, Child
from tests.bench.lines import stream_of
from tests.bench.measure import Bench, timed
from tests.bench.peers.shape import LIMITED

CACHE: Path = PROJECT / "build" / "silent-kernel"
SHARE = 0.12


def benchmarks() -> list[Bench]:
    """A run with its log, beside one whose rules write none."""
    assert warm_cache()
    job = f"engine: five-stage line, {LIMITED.items:,} items with and without a log"
    silent = "the same without rows"
    return [
        Bench(job, "headrace, kernel, log written", timed(_run), at_least={silent: 1.0 - SHARE}),
        Bench(job, silent, lambda: _child().ask(), peer=True),
    ]


def _run() -> None:
    simulate(stream_of(LIMITED), RunRequest(items=LIMITED.items))


@cache
def _child() -> Child:
    return Child("tests.bench.child_silent", {"HEADRACE_CACHE_DIR": str(CACHE)})

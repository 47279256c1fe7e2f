"""Compiled, compiled with every index checked, uncompiled, and settled by whole passes: the same log."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings

from sim.engine import RunRequest, simulate
from sim.errors import StreamFault
from sim.stream import Stream, dumps_stream, example, example_names
from tests.same_log.columns import digest
from tests.strategies import streams

HORIZON = 12.0
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", name="told")
def _told() -> dict[str, str]:
    """Digests of the compiled engine's logs, by what the child is asked."""
    found: dict[str, str] = {}

    @settings(max_examples=60, database=None)
    @given(streams())
    def collect(stream: Stream) -> None:
        note(stream, HORIZON)

    def note(stream: Stream, until: float) -> None:
        asked = json.dumps({"stream": dumps_stream(stream), "seed": 5, "until": until})
        try:
            found[asked] = digest([simulate(stream, RunRequest(seed=5, until=until))])
        except StreamFault:
            found.pop(asked, None)  # goes round without end: tested with the faults

    collect()
    for name in example_names():
        note(example(name), 60.0)
    return found


@pytest.mark.parametrize(
    ("build", "settling"),
    [("HEADRACE_NO_JIT", "marked"), ("HEADRACE_NO_JIT", "whole"), ("HEADRACE_CHECKED", "marked")],
)
def test_every_build_gives_the_same_log(told: dict[str, str], build: str, settling: str) -> None:
    child = subprocess.run(
        [sys.executable, "-m", "tests.same_log.child", settling],
        input="\n".join(told),
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
        env={**os.environ, build: "1"},
    )
    assert child.stderr == ""
    assert child.stdout.split() == list(told.values())
    assert len(told) > 40

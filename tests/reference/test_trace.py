"""A trace worked out by hand from recursions, to the last digit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.engine import Clock
from tests.reference.trace import deviations, told, with_blocking, with_kanban


@pytest.fixture(name="trace")
def _trace(shared_reference: Path) -> dict[str, Any]:
    written = json.loads((shared_reference / "queueing_cases.json").read_text(encoding="utf-8"))
    trace: dict[str, Any] = written["trace"]
    return trace


@pytest.mark.parametrize("clock", ["kernel", "simpy"])
def test_kanban_limits_give_the_trace_to_the_last_digit(trace: dict[str, Any], clock: Clock) -> None:
    assert with_kanban(trace, clock) == told(trace, "kanban_free")


@pytest.mark.parametrize("clock", ["kernel", "simpy"])
def test_blocking_after_service_gives_the_trace_to_the_last_digit(
    trace: dict[str, Any], clock: Clock
) -> None:
    assert with_blocking(trace, clock) == told(trace, "blocking_after_service")


def test_the_table_tells_the_largest_deviation_of_each_table(trace: dict[str, Any]) -> None:
    assert [most for _, most in deviations(trace)] == [0.0] * 8
    trace["kanban_free"]["done"][3] += 0.5
    assert dict(deviations(trace))["kanban_free.done"] == 0.5

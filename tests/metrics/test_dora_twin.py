"""DORA's metrics against a slow second reading, item by item, of random deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median_low

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.log import EventLog
from sim.metrics import Dora, DoraMapping, DoraMetric, Marks, Window, dora
from tests.log.story import told
from tests.metrics.scenes import HISTORY

KINDS = ("change", "deploy", "incident")
RESULTS = ("ok", "failed", "hotfix")
BY_ITEM = DoraMapping(
    Marks("kind", ("deploy",)), Marks("kind", ("incident",)), None, Marks("result", ("hotfix",))
)


@dataclass(frozen=True)
class Work:
    """One item: what it is, when it began and, perhaps, was done."""

    kind: str
    result: str
    begun: float
    done: float | None


@st.composite
def works(draw: st.DrawFn) -> list[Work]:
    def one() -> Work:
        begun = draw(st.integers(0, 40)) / 2
        length = draw(st.one_of(st.none(), st.integers(0, 12)))
        done = None if length is None else begun + length / 2
        return Work(draw(st.sampled_from(KINDS)), draw(st.sampled_from(RESULTS)), begun, done)

    return [one() for _ in range(draw(st.integers(1, 12)))]


def log_of(items: Sequence[Work]) -> EventLog:
    rows = [(item.begun, 0, f"{number} entered build") for number, item in enumerate(items)]
    rows += [(item.done, 1, f"{number} done") for number, item in enumerate(items) if item.done is not None]
    story = "\n".join(f"{time} {what}" for time, _, what in sorted(rows, key=lambda row: row[:2]))
    log = told(story, origin=HISTORY, end=50.0)
    kinds, results = tuple(item.kind for item in items), tuple(item.result for item in items)
    return replace(log, items=replace(log.items, attributes={"kind": kinds, "result": results}))


def inside(time: float, window: Window) -> bool:
    return window.start <= time < window.end


def slow_lead(items: Sequence[Work], deployed: Sequence[float], window: Window) -> list[float]:
    """Ask every change for the first deployment that can have it."""
    times = []
    for item in items:
        if item.kind == "change" and item.done is not None:
            after = [time for time in deployed if time >= item.done]
            if after and inside(min(after), window):
                times.append(min(after) - item.begun)
    return times


def slow_failures(
    items: Sequence[Work], deployed: Sequence[float], window: Window
) -> tuple[set[int], list[float]]:
    """Ask every incident for the last deployment before it; give those in the window, and the recoveries."""
    ordered, failed, times = sorted(deployed), set(), []
    for item in items:
        before = [place for place, time in enumerate(ordered) if time <= item.begun]
        if item.kind == "incident" and before and inside(ordered[before[-1]], window):
            failed.add(before[-1])
            if item.done is not None:
                times.append(item.done - item.begun)
    return failed, times


def middle(times: Sequence[float]) -> float | None:
    return median_low(times) if times else None


def told_by(found: Dora) -> dict[str, float | None]:
    metrics: dict[str, DoraMetric] = {
        "frequency": found.deployment_frequency,
        "lead": found.change_lead_time,
        "fails": found.change_fail_rate,
        "recovery": found.failed_deployment_recovery_time,
        "rework": found.deployment_rework_rate,
    }
    return {name: one.value for name, one in metrics.items()}


@given(works(), st.integers(0, 20), st.integers(1, 20))
@settings(deadline=None)
def test_the_five_are_those_of_a_slow_reading(items: list[Work], start: int, length: int) -> None:
    window = Window(float(start), float(start + length))
    deployments = [item for item in items if item.kind == "deploy" and item.done is not None]
    deployed = [item.done for item in deployments if item.done is not None]
    here = [item for item in deployments if item.done is not None and inside(item.done, window)]
    failed, recoveries = slow_failures(items, deployed, window)
    expected = {
        "frequency": len(here) / length,
        "lead": middle(slow_lead(items, deployed, window)),
        "fails": len(failed) / len(here) if here else None,
        "recovery": middle(recoveries),
        "rework": sum(item.result == "hotfix" for item in here) / len(here) if here else None,
    }
    found = told_by(dora(log_of(items), window, BY_ITEM))
    assert {name: value is None for name, value in found.items()} == {
        name: value is None for name, value in expected.items()
    }
    known = {name: value for name, value in expected.items() if value is not None}
    assert {name: found[name] for name in known} == pytest.approx(known)


@given(works())
@settings(deadline=None)
def test_a_release_is_every_moment_at_which_something_is_done(items: list[Work]) -> None:
    window = Window(0.0, 40.0)
    changes = [replace(item, kind="change") for item in items]
    found = dora(log_of(changes), window, DoraMapping("releases"))
    moments = {item.done for item in changes if item.done is not None}
    assert found.deployment_frequency.n == len(moments)
    # what is done is deployed at once: lead time is flow time
    times = [item.done - item.begun for item in changes if item.done is not None]
    assert found.change_lead_time.value == (pytest.approx(middle(times)) if times else None)


@given(works())
@settings(deadline=None)
def test_shares_are_between_none_and_all_and_windows_add_up(items: list[Work]) -> None:
    log = log_of(items)
    parts = [dora(log, Window(float(start), float(start + 10)), BY_ITEM) for start in range(0, 40, 10)]
    whole = dora(log, Window(0.0, 40.0), BY_ITEM)
    assert sum(part.deployment_frequency.n for part in parts) == whole.deployment_frequency.n
    assert sum(part.change_lead_time.n for part in parts) == whole.change_lead_time.n
    recovered = [part.failed_deployment_recovery_time.n for part in parts]
    assert sum(recovered) == whole.failed_deployment_recovery_time.n
    for one in (whole.change_fail_rate, whole.deployment_rework_rate):
        assert one.value is None or 0 <= one.value <= 1

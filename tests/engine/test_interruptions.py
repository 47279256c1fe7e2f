"""Blockers and failures: what stands still, who keeps it, and when it goes on."""

from __future__ import annotations

from typing import Any

from sim.engine import RunRequest, simulate
from sim.stream import Blockers, Downtime, Stream
from tests.builders import at, constant, stream, work
from tests.engine.rows import told


def story(given: Stream, until: float | None = None) -> list[str]:
    """Tell what workers did: a run's rows but arrivals and entries."""
    rows = told(simulate(given, RunRequest(until=until)))
    return [row for row in rows if row.split()[2] not in ("arrived", "entered")]


def two(**fields: Any) -> Stream:
    """One worker, two items of two days at time 0."""
    return stream([work("A", 2.0, **fields)], at(0.0, 0.0))


def test_a_blocked_item_is_put_down_and_goes_ahead_when_it_is_unblocked() -> None:
    given = two(blockers=Blockers(time=constant(1.0), time_to=constant(0.75)))
    assert story(given) == [
        "0 0 started a 0",
        "0.75 0 blocked a",
        "0.75 1 started a 0",
        "1.5 1 blocked a",
        "1.75 0 unblocked a",
        "1.75 0 paused a",
        "1.75 0 resumed a 0",
        "2.5 1 unblocked a",
        "2.5 1 paused a",
        "2.5 0 blocked a",
        "2.5 1 resumed a 0",
        "3.25 1 blocked a",
        "3.5 0 unblocked a",
        "3.5 0 paused a",
        "3.5 0 resumed a 0",
        "4 0 finished a 0",
        "4 0 done",
        "4.25 1 unblocked a",
        "4.25 1 paused a",
        "4.25 1 resumed a 0",
        "4.75 1 finished a 0",
        "4.75 1 done",
    ]


def test_a_worker_who_is_kept_waits_with_the_blocked_item() -> None:
    given = two(blockers=Blockers(time=constant(1.0), time_to=constant(1.5), keeps_worker=True))
    assert story(given, until=4.0) == [
        "0 0 started a 0",
        "1.5 0 blocked a 0",
        "2.5 0 unblocked a 0",
        "3 0 finished a 0",
        "3 0 done",
        "3 1 started a 0",
    ]


def test_a_failure_pauses_the_item_and_the_repair_resumes_it() -> None:
    given = two(downtime=Downtime(time_to_failure=constant(1.5), time_to_repair=constant(1.0)))
    assert story(given, until=5.5) == [
        "0 0 started a 0",
        "1.5 0 paused a 0",
        "2.5 0 resumed a 0",
        "3 0 finished a 0",
        "3 0 done",
        "3 1 started a 0",
        "4 1 paused a 0",
        "5 1 resumed a 0",
    ]


def test_a_blocker_that_ends_before_the_repair_leaves_the_item_paused() -> None:
    given = two(
        blockers=Blockers(time=constant(1.0), time_to=constant(1.25), keeps_worker=True),
        downtime=Downtime(time_to_failure=constant(1.5), time_to_repair=constant(1.5)),
    )
    assert story(given, until=4.0) == [
        "0 0 started a 0",
        "1.25 0 blocked a 0",
        "2.25 0 unblocked a 0",
        "2.25 0 paused a 0",
        "3 0 resumed a 0",
        "3.75 0 finished a 0",
        "3.75 0 done",
        "3.75 1 started a 0",
    ]

"""Batches: when they start, who is in them, and how they are blocked and held."""

from __future__ import annotations

from typing import Any

from sim.engine import RunRequest, simulate
from sim.stream import Batch, Blockers, Stage, Stream
from tests.builders import at, constant, stream, work
from tests.engine.rows import told


def story(given: Stream, until: float | None = None) -> list[str]:
    """Tell what workers did: a run's rows but arrivals and entries."""
    rows = told(simulate(given, RunRequest(until=until)))
    return [row for row in rows if row.split()[2] not in ("arrived", "entered")]


def paired(count: int, *more: Stage, **fields: Any) -> Stream:
    """One worker who takes two items at once, a day each time; so many items at time 0."""
    return stream([work("A", 1.0, **{"batch": Batch(size=2), **fields}), *more], at(*[0.0] * count))


def test_items_start_and_finish_together_and_the_last_goes_alone_when_no_more_can_come() -> None:
    given = paired(3)
    assert story(given) == [
        "0 0 started a 0",
        "0 1 started a 0",
        "1 0 finished a 0",
        "1 1 finished a 0",
        "1 0 done",
        "1 1 done",
        "1 2 started a 0",
        "2 2 finished a 0",
        "2 2 done",
    ]


def test_a_batch_that_has_waited_long_enough_starts_with_fewer() -> None:
    given = paired(1, batch=Batch(size=2, at_most_after=1.5)).model_copy(update={"arrivals": (at(0.0, 9.0),)})
    assert story(given) == [
        "1.5 0 started a 0",
        "2.5 0 finished a 0",
        "2.5 0 done",
        "9 1 started a 0",
        "10 1 finished a 0",
        "10 1 done",
    ]


def test_a_worker_who_holds_a_batch_is_free_when_the_last_of_it_has_left() -> None:
    given = paired(4, work("B", 1.0, wip_limit=1), on_finish="hold")
    assert story(given) == [
        "0 0 started a 0",
        "0 1 started a 0",
        "1 0 finished a 0",
        "1 1 finished a 0",
        "1 0 started b 0",
        "2 0 finished b 0",
        "2 0 done",
        "2 1 started b 0",
        "2 2 started a 0",
        "2 3 started a 0",
        "3 1 finished b 0",
        "3 2 finished a 0",
        "3 3 finished a 0",
        "3 1 done",
        "3 2 started b 0",
        "4 2 finished b 0",
        "4 2 done",
        "4 3 started b 0",
        "5 3 finished b 0",
        "5 3 done",
    ]


def test_a_blocked_batch_is_put_down_and_taken_up_as_it_is() -> None:
    given = paired(4, blockers=Blockers(time=constant(1.0), time_to=constant(0.5)))
    assert story(given) == [
        "0 0 started a 0",
        "0 1 started a 0",
        "0.5 0 blocked a",
        "0.5 1 blocked a",
        "0.5 2 started a 0",
        "0.5 3 started a 0",
        "1 2 blocked a",
        "1 3 blocked a",
        "1.5 0 unblocked a",
        "1.5 1 unblocked a",
        "1.5 0 paused a",
        "1.5 1 paused a",
        "1.5 0 resumed a 0",
        "1.5 1 resumed a 0",
        "2 2 unblocked a",
        "2 3 unblocked a",
        "2 2 paused a",
        "2 3 paused a",
        "2 0 finished a 0",
        "2 1 finished a 0",
        "2 0 done",
        "2 1 done",
        "2 2 resumed a 0",
        "2 3 resumed a 0",
        "2.5 2 finished a 0",
        "2.5 3 finished a 0",
        "2.5 2 done",
        "2.5 3 done",
    ]

"""Changeovers, and items that take workers from others."""

from __future__ import annotations

from typing import Any

from sim.engine import RunRequest, simulate
from sim.stream import ItemType, Schedule, ScheduledItem, ServiceClass, Setup, Stream
from tests.builders import constant, stream, work
from tests.engine.rows import told


def story(given: Stream, until: float | None = None) -> list[str]:
    """Tell what workers did: a run's rows but arrivals and entries."""
    rows = told(simulate(given, RunRequest(until=until)))
    return [row for row in rows if row.split()[2] not in ("arrived", "entered")]


CLASSES = (ServiceClass(id="urgent", rank=0, preempts=True), ServiceClass(id="usual", rank=1))
TYPES = tuple(
    ItemType.model_validate({"id": name, "name": name, "class": of})
    for name, of in (("u", "urgent"), ("o", "usual"))
)


def classed(arrivals: str, **fields: Any) -> Stream:
    """One worker, two days an item; ``0o 1u`` is a usual item at time 0 and an urgent one at 1."""
    items = tuple(ScheduledItem(at=float(word[:-1]), type=word[-1]) for word in arrivals.split())
    stages = [work("A", 2.0, **fields)]
    return stream(stages, Schedule(items=items), item_types=TYPES, classes=CLASSES)


def test_a_worker_changes_over_where_the_last_item_had_another_type() -> None:
    given = classed("0u 0o 0o", setup=Setup(time=constant(0.5)))
    assert story(given) == [
        "0 0 started a 0",
        "2 0 finished a 0",
        "2 0 done",
        "2 1 setup a 0",
        "2.5 1 started a 0",
        "4.5 1 finished a 0",
        "4.5 1 done",
        "4.5 2 started a 0",
        "6.5 2 finished a 0",
        "6.5 2 done",
    ]


def test_an_urgent_item_takes_the_worker_and_what_was_done_is_kept() -> None:
    given = classed("0o 0.5u")
    assert story(given) == [
        "0 0 started a 0",
        "0.5 0 paused a",
        "0.5 1 started a 0",
        "2.5 1 finished a 0",
        "2.5 1 done",
        "2.5 0 resumed a 0",
        "4 0 finished a 0",
        "4 0 done",
    ]


def test_an_interrupted_changeover_goes_on_where_it_was() -> None:
    given = classed("0u 0o 2.5u", setup=Setup(time=constant(1.0)))
    assert story(given) == [
        "0 0 started a 0",
        "2 0 finished a 0",
        "2 0 done",
        "2 1 setup a 0",
        "2.5 1 paused a",
        "2.5 2 setup a 0",
        "3.5 2 started a 0",
        "5.5 2 finished a 0",
        "5.5 2 done",
        "5.5 1 setup a 0",
        "6 1 started a 0",
        "8 1 finished a 0",
        "8 1 done",
    ]


def test_an_urgent_item_is_ready_where_it_can_take_a_worker() -> None:
    given = classed("0o 0o 0.5u", pull="ready")
    assert story(given) == [
        "0 0 started a 0",
        "0.5 0 paused a",
        "0.5 2 started a 0",
        "2.5 2 finished a 0",
        "2.5 2 done",
        "2.5 0 resumed a 0",
        "4 0 finished a 0",
        "4 0 done",
        "4 1 started a 0",
        "6 1 finished a 0",
        "6 1 done",
    ]
